CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT two NOT NULL, b integer CONSTRAINT one NOT NULL, c integer CONSTRAINT four NOT NULL);
