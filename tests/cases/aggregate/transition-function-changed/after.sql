CREATE FUNCTION add2(integer, integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1 + $2';
CREATE AGGREGATE total(integer) (SFUNC = add2, STYPE = integer, INITCOND = '1');
COMMENT ON AGGREGATE total(integer) IS 'kept';
GRANT EXECUTE ON FUNCTION total(integer) TO reader;
