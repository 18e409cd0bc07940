CREATE TABLE t (a text COLLATE "C", b text COLLATE "POSIX"); CREATE INDEX t_a ON t (a);
