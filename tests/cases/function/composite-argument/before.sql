CREATE TYPE pair AS (a integer, b text);
CREATE FUNCTION f(p pair) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT p.b';
