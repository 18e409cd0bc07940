CREATE TABLE t (a integer, b integer, d integer);
GRANT CREATE, USAGE ON SCHEMA public TO writer;
ALTER TABLE t OWNER TO writer;
SET ROLE writer;
GRANT UPDATE (a), INSERT (b), INSERT (d) ON t TO writer;
GRANT SELECT (b) ON t TO app;
GRANT SELECT (b) ON t TO reader;
RESET ROLE;
