CREATE TABLE t (b date, c integer);
