-- Forward appends two columns in place, backward must drop the view and the rule on it.
CREATE TABLE t (a integer, b integer, c integer);
CREATE VIEW v AS SELECT a FROM t;
CREATE RULE nothing AS ON INSERT TO v DO INSTEAD NOTHING;
