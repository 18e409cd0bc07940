CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1';
COMMENT ON FUNCTION f(integer) IS 'kept';
GRANT EXECUTE ON FUNCTION f(integer) TO reader;
