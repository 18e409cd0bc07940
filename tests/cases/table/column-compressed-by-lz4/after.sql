CREATE TABLE t (a text, b text COMPRESSION lz4, c bytea, d numeric);
