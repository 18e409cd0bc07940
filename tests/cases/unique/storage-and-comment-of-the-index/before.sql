CREATE TABLE t (a integer, CONSTRAINT k UNIQUE (a) WITH (fillfactor = 80));
