INSERT INTO t VALUES ('abc', '{a,b}', NULL, b'11');
