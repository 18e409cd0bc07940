CREATE TABLE t (a integer, b integer);
CREATE VIEW v AS SELECT a FROM t;
GRANT SELECT (a) ON v TO reader;
GRANT INSERT (a) ON v TO writer;
