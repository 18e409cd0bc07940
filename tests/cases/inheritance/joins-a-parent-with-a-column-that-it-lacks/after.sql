CREATE SCHEMA b;
CREATE TABLE b.parent (state integer);
CREATE TABLE heir () INHERITS (b.parent);
