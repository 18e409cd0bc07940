CREATE TABLE t (a integer, b text);
GRANT SELECT (a, b), INSERT (a) ON t TO reader;
