INSERT INTO word VALUES ('b', 1), ('A', 2);
