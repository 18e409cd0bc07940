-- PostgreSQL prints f(a) for both views: the text is equal, the function called is another.
CREATE TABLE t (a integer);
CREATE FUNCTION f(a integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT a';
CREATE VIEW v AS SELECT f(a) AS x FROM t;
