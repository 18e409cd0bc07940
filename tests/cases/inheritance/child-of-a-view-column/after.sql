CREATE TABLE a (x bigint);
CREATE TABLE c (y integer) INHERITS (a);
CREATE VIEW v AS SELECT x, y FROM c;
