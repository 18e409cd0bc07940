CREATE TABLE a (n integer);
CREATE TABLE b (n integer);
CREATE TABLE c () INHERITS (a, b);
