CREATE TABLE t (a integer, b integer);
GRANT SELECT (a), UPDATE (b) ON t TO writer;
GRANT INSERT (a, b) ON t TO writer WITH GRANT OPTION;
