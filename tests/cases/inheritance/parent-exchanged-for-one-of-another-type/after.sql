CREATE DOMAIN e AS boolean;
CREATE TABLE latter (a e, b integer);
CREATE TABLE heir () INHERITS (latter);
