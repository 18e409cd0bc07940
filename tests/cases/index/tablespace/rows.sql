INSERT INTO t SELECT n, n, n, 'c' || n FROM generate_series(1, 20) AS n;
INSERT INTO gone_too VALUES (1);
