CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT a_is_known NOT NULL);
