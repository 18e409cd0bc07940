CREATE TABLE t (a integer, b integer, c integer);
COMMENT ON TABLE t IS 'before';
COMMENT ON COLUMN t.a IS 'gone';
COMMENT ON COLUMN t.b IS 'changed';
