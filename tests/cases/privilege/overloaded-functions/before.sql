CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(text, OUT n integer) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE f(bigint) (SFUNC = int8pl, STYPE = bigint);
GRANT EXECUTE ON FUNCTION f(integer) TO reader;
