CREATE TABLE t (a integer PRIMARY KEY, b integer, UNIQUE (a, b)); CREATE TABLE u (a integer, b integer, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES t (a, b));
