CREATE FUNCTION collect(integer[], integer) RETURNS integer[] IMMUTABLE LANGUAGE sql AS 'SELECT $1 || $2';
CREATE FUNCTION pick(integer[], double precision) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1[1]';
