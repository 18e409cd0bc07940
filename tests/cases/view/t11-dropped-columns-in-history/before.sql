CREATE TABLE t (x1 integer, a integer, x2 text, b integer);
ALTER TABLE t DROP COLUMN x1, DROP COLUMN x2;
CREATE VIEW v AS SELECT a, b FROM t;
COMMENT ON COLUMN t.b IS 'fourth slot';
GRANT SELECT (b) ON t TO reader;
