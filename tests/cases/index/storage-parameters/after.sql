CREATE TABLE t (a integer); CREATE INDEX i ON t (a) WITH (fillfactor = 90, deduplicate_items = off);
