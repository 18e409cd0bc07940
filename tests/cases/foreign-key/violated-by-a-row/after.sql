CREATE TABLE t (a integer PRIMARY KEY, b integer, UNIQUE (a, b)); CREATE TABLE u (a integer REFERENCES t);
