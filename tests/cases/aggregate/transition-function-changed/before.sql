CREATE FUNCTION add1(integer, integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1 + $2';
CREATE AGGREGATE total(integer) (SFUNC = add1, STYPE = integer, INITCOND = '0');
COMMENT ON AGGREGATE total(integer) IS 'kept';
GRANT EXECUTE ON FUNCTION total(integer) TO reader;
