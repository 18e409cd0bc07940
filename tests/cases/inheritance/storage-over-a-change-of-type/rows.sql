INSERT INTO d VALUES ('a', 'b', 'c'); INSERT INTO q VALUES (1, 'a');
