CREATE TABLE t (a integer);
CREATE TABLE t1 (b integer) INHERITS (t);
