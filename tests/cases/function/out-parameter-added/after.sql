CREATE FUNCTION f(a integer, OUT x integer, OUT y text) LANGUAGE sql AS 'SELECT a, a::text';
CREATE VIEW v AS SELECT x FROM f(1) AS r (x);
