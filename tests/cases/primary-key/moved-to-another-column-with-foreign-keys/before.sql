CREATE TABLE t (a integer PRIMARY KEY, b integer NOT NULL UNIQUE); CREATE TABLE u (t integer REFERENCES t (a));
