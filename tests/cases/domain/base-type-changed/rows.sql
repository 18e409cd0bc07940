INSERT INTO t VALUES ('p', 'q');
