CREATE TABLE t (a integer, b integer, c integer);
CREATE VIEW v AS SELECT a, b, c FROM t;
CREATE VIEW w AS SELECT a FROM v;
