CREATE TABLE p (a integer);
CREATE TABLE heir () INHERITS (p);
