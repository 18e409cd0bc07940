INSERT INTO person VALUES (1, 'a'); INSERT INTO kept SELECT 1, p FROM person p;
