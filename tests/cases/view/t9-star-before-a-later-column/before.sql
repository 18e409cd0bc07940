-- The star was expanded when the view was made: the later column is not in it.
CREATE TABLE t (a integer);
CREATE VIEW v AS SELECT * FROM t;
ALTER TABLE t ADD COLUMN b integer;
