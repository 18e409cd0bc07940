CREATE TABLE t (a integer, b integer, CONSTRAINT k PRIMARY KEY (a));
