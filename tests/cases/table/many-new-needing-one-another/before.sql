CREATE TABLE x (i integer);
