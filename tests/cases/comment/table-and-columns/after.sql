CREATE TABLE t (a integer, b integer, c integer);
COMMENT ON TABLE t IS 'after';
COMMENT ON COLUMN t.b IS 'other';
COMMENT ON COLUMN t.c IS 'new';
