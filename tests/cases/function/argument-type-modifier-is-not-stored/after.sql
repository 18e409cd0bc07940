CREATE FUNCTION f(a varchar, b numeric) RETURNS text LANGUAGE sql AS 'SELECT a || b::text';
