CREATE TABLE t (a integer, b integer);
CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM t;
GRANT SELECT ON v TO reader;
