CREATE TABLE a (x integer);
CREATE TABLE c (z integer) INHERITS (a);
CREATE TABLE d () INHERITS (c, a);
