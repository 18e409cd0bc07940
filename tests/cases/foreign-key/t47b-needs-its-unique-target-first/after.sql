CREATE TABLE a (t integer REFERENCES t (id)); CREATE TABLE t (id integer UNIQUE);
