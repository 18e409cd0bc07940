CREATE TABLE t (a integer, b integer, c integer, CONSTRAINT state PRIMARY KEY (b, c));
