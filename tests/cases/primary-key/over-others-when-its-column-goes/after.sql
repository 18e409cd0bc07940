CREATE TABLE t (b integer NOT NULL, c integer, CONSTRAINT another PRIMARY KEY (b, c));
