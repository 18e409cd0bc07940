INSERT INTO t VALUES (1, 5, NULL), (2, 6, 1); INSERT INTO below VALUES ('a', 'b'); INSERT INTO other VALUES ('b');
