CREATE TABLE t (a integer, gone integer);
GRANT SELECT (a), UPDATE (gone) ON t TO reader;
