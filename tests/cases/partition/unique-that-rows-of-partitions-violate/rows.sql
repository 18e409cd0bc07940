INSERT INTO event VALUES (1, 1, 7), (1, 1, 7);
