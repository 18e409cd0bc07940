-- CREATE OR REPLACE can add defaults but not remove them.
CREATE TABLE t (a integer);
CREATE FUNCTION f(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT a + b';
CREATE VIEW v AS SELECT f(a, 2) AS x FROM t;
