CREATE TABLE z (id integer); CREATE TABLE t (id integer UNIQUE, parent integer REFERENCES t (id));
