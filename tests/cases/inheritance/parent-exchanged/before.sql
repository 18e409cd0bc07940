CREATE TABLE a (x integer);
CREATE TABLE b (x integer);
CREATE TABLE c () INHERITS (a);
