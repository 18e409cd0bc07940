CREATE TYPE pair AS (a integer, b text);
CREATE TYPE triple AS (a integer, b text, c date);
CREATE FUNCTION f(p pair) RETURNS triple IMMUTABLE LANGUAGE sql AS 'SELECT ROW(p.a, p.b, NULL)::triple';
CREATE FUNCTION f(p triple) RETURNS pair[] IMMUTABLE LANGUAGE sql AS 'SELECT ARRAY[ROW(p.a, p.b)::pair]';
