CREATE TABLE a (m integer);
CREATE TABLE b (m integer);
CREATE TABLE c () INHERITS (a, b);
