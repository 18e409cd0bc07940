CREATE TABLE t (a integer, b integer);
GRANT SELECT (a), UPDATE (b) ON t TO app WITH GRANT OPTION;
