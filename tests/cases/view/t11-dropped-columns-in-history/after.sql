CREATE TABLE t (a integer, b integer);
CREATE VIEW v AS SELECT a, b, t.*::text AS whole FROM t;
COMMENT ON COLUMN t.b IS 'second slot';
GRANT SELECT (b) ON t TO reader;
