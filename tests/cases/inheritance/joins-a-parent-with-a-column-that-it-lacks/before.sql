CREATE SCHEMA a;
CREATE TABLE a.parent (weight integer);
CREATE TABLE heir () INHERITS (a.parent);
