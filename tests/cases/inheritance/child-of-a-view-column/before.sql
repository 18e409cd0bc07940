CREATE TABLE a (x integer);
CREATE TABLE c (y integer) INHERITS (a);
CREATE VIEW v AS SELECT x, y FROM c;
