-- A name may be given to a nameless parameter in place, but not taken away.
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
COMMENT ON FUNCTION f(integer) IS 'kept';
