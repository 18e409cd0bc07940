INSERT INTO c (x, z) VALUES (1, 2);
