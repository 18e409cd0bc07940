CREATE TABLE t (a integer, b integer);
CREATE FUNCTION f(r t) RETURNS integer STABLE LANGUAGE sql AS 'SELECT r.a + r.b';
CREATE VIEW v AS SELECT f(t) AS x FROM t;
