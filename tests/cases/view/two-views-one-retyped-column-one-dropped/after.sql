CREATE TABLE t (a bigint, b integer);
CREATE VIEW stays AS SELECT a FROM t;
CREATE VIEW untouched AS SELECT b FROM t;
