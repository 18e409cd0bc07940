CREATE TABLE a (x integer, common text);
CREATE TABLE b (y integer, common text);
CREATE TABLE c (z integer) INHERITS (a, b);
CREATE TABLE d (x integer DEFAULT 4 NOT NULL) INHERITS (a);
