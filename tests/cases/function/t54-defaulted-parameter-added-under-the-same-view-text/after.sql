CREATE TABLE t (a integer);
CREATE FUNCTION f(a integer, b integer DEFAULT 0) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT a + b';
CREATE VIEW v AS SELECT f(a) AS x FROM t;
