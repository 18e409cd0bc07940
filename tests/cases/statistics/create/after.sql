CREATE TABLE t (a int, b int);
CREATE STATISTICS s (dependencies, mcv) ON a, b FROM t;
