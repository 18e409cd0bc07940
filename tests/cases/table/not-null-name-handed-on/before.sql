CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT one NOT NULL, b integer CONSTRAINT two NOT NULL);
