CREATE TABLE t (a char(8) DEFAULT upper('abc'), b integer);
CREATE TABLE t1 () INHERITS (t);
CREATE TABLE t2 () INHERITS (t1);
CREATE TABLE t3 (a char(8) DEFAULT 'x') INHERITS (t);
