INSERT INTO t SELECT 'a' || n, 'b' || n, n FROM generate_series(1, 9) AS n;
