CREATE TABLE t (id integer PRIMARY KEY, a integer, CONSTRAINT positive CHECK (a > 0));
