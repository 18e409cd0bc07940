CREATE TABLE t (a integer, b integer);
CREATE STATISTICS s ON a, (b + 1) FROM t;
