CREATE TABLE t (a integer, b integer, c integer);
CREATE VIEW v AS SELECT a, b, c FROM t;
CREATE RULE nothing AS ON INSERT TO v DO INSTEAD NOTHING;
