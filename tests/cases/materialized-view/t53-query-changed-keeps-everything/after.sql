CREATE TABLE t (a integer, b text);
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t WHERE b <> '';
CREATE UNIQUE INDEX m_a ON m (a);
CREATE INDEX m_lower ON m (lower(b)) WHERE a > 0;
COMMENT ON MATERIALIZED VIEW m IS 'copy';
COMMENT ON COLUMN m.b IS 'word';
COMMENT ON INDEX m_lower IS 'search';
GRANT SELECT ON m TO reader;
GRANT SELECT (a) ON m TO writer;
