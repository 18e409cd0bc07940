CREATE TABLE t (a integer);
-- Same columns, so the view could be replaced in place before the column goes.
CREATE VIEW v AS SELECT a, a::text AS b FROM t;
