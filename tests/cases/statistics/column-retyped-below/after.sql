CREATE TABLE t (a bigint, b bigint);
CREATE STATISTICS s ON a, (b + 1) FROM t;
