INSERT INTO source VALUES (1, 'x');
