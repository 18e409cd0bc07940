CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT two NOT NULL, b integer CONSTRAINT three NOT NULL);
