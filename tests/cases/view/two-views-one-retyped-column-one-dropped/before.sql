CREATE TABLE t (a integer, b integer);
CREATE VIEW gone AS SELECT a, b FROM t;
CREATE VIEW stays AS SELECT a FROM t;
CREATE VIEW untouched AS SELECT b FROM t;
