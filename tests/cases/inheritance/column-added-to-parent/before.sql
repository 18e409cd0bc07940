CREATE TABLE a (id int); CREATE TABLE b (more text) INHERITS (a);
