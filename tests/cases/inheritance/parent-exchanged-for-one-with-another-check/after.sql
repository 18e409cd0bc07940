CREATE TABLE latter (a integer, CONSTRAINT l CHECK (a > 0));
CREATE TABLE heir () INHERITS (latter);
