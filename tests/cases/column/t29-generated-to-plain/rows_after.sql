INSERT INTO t (a, s) VALUES (1, 2);
