INSERT INTO t VALUES (1, 'q', 'ö', 'o', 'x'), (2, 'r', 'z', 'å', NULL);
INSERT INTO p VALUES ('ä', 1);
