-- Each view made from now on would be granted to reader; this one is not.
CREATE TABLE t (a integer, b integer);
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader;
CREATE VIEW v AS SELECT a, b FROM t;
REVOKE ALL ON v FROM reader;
GRANT SELECT ON v TO writer;
