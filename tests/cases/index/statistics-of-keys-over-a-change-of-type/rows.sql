INSERT INTO t SELECT 'a' || n, n, 'ok', n FROM generate_series(1, 9) AS n;
INSERT INTO p SELECT 'a' || n, n FROM generate_series(1, 9) AS n;
