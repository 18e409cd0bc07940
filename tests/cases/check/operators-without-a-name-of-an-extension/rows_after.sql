INSERT INTO t VALUES ('q', 'r'); INSERT INTO kept VALUES ('z', 1);
