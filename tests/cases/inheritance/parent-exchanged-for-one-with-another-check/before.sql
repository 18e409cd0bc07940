CREATE TABLE former (a integer, CONSTRAINT k CHECK (a > 0));
CREATE TABLE heir () INHERITS (former);
