CREATE FUNCTION f(n integer) RETURNS TABLE (a integer, b text) LANGUAGE sql AS 'SELECT n, n::text';
CREATE VIEW v AS SELECT a, b FROM f(3);
