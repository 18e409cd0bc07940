CREATE TABLE t (id integer, name text);
GRANT UPDATE ON t TO reader;
GRANT SELECT (name), UPDATE (name) ON t TO reader;
