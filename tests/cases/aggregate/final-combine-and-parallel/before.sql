CREATE FUNCTION half(bigint) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT $1 / 2.0';
CREATE AGGREGATE agg(bigint) (SFUNC = int8pl, STYPE = bigint);
