CREATE TABLE t (a integer, b integer);
CREATE VIEW v AS SELECT a, b FROM t;
GRANT SELECT (a), UPDATE (b) ON v TO reader;
