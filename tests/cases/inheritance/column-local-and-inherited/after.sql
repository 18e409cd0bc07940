CREATE TABLE a (x integer, y integer);
CREATE TABLE c (x integer, y integer) INHERITS (a);
