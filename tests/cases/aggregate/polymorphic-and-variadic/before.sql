CREATE FUNCTION put(anyarray, VARIADIC anyarray) RETURNS anyarray IMMUTABLE LANGUAGE sql AS 'SELECT $2';
CREATE AGGREGATE last_row(VARIADIC anyarray) (SFUNC = put, STYPE = anyarray);
