CREATE TABLE t (a integer, b integer, c integer);
GRANT UPDATE (a), SELECT (b) ON t TO writer;
GRANT SELECT (b) ON t TO reader;
GRANT CREATE, USAGE ON SCHEMA public TO writer;
