CREATE TABLE t (a integer, b integer);
CREATE VIEW v AS SELECT a, b AS "B b" FROM t WHERE a > 0;
