CREATE TABLE a (x integer);
CREATE TABLE c (x integer, y integer) INHERITS (a);
