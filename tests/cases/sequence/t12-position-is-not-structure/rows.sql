SELECT nextval('s') FROM generate_series(1, 7); INSERT INTO t (v) VALUES ('a'), ('b');
