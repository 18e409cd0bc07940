INSERT INTO t VALUES ('s', 1), ('x', 2);
