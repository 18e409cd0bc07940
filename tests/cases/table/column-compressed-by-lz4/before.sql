CREATE TABLE t (a text, b text, c bytea, d numeric);
