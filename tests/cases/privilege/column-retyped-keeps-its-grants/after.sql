CREATE TABLE t (a integer, b bigint);
CREATE VIEW v AS SELECT a, b FROM t;
GRANT SELECT (b) ON t TO reader;
GRANT SELECT (b) ON v TO reader;
