CREATE TABLE t (a integer, b integer, c integer, d integer);
COMMENT ON COLUMN t.a IS E'tab\there \\ "quoted"';
