CREATE TABLE former (a integer, b integer NOT NULL);
CREATE TABLE heir () INHERITS (former);
