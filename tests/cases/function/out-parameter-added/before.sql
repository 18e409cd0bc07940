CREATE FUNCTION f(a integer, OUT x integer) LANGUAGE sql AS 'SELECT a';
CREATE VIEW v AS SELECT x FROM f(1) AS r (x);
