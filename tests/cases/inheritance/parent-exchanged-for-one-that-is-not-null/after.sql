CREATE TABLE latter (a integer NOT NULL, b integer);
CREATE TABLE heir () INHERITS (latter);
