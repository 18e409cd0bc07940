CREATE TABLE t (a integer, fresh integer);
GRANT SELECT (a), INSERT (fresh) ON t TO reader;
