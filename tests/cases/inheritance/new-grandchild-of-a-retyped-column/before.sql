CREATE TABLE t (a real DEFAULT 1, b integer);
CREATE TABLE t1 () INHERITS (t);
