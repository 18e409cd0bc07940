CREATE FUNCTION f(a bigint) RETURNS integer LANGUAGE sql AS 'SELECT a::integer';
COMMENT ON FUNCTION f(bigint) IS 'on both';
