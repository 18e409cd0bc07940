CREATE DOMAIN d AS boolean;
CREATE TABLE former (a d, b integer);
CREATE TABLE heir () INHERITS (former);
