CREATE FUNCTION put(anyarray, VARIADIC anyarray) RETURNS anyarray IMMUTABLE LANGUAGE sql AS 'SELECT $1 || $2';
CREATE AGGREGATE last_row(VARIADIC anyarray) (SFUNC = put, STYPE = anyarray, INITCOND = '{}');
COMMENT ON AGGREGATE last_row(VARIADIC anyarray) IS 'starts empty';
