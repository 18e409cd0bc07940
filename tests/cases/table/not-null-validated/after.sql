CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT known NOT NULL, b integer NOT NULL);
