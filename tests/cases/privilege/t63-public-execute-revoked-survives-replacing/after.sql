-- One is made again under the same name, the other replaced in place.
CREATE FUNCTION f(a integer) RETURNS bigint LANGUAGE sql AS 'SELECT a::bigint';
REVOKE EXECUTE ON FUNCTION f(integer) FROM PUBLIC;
CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN NULL; END';
REVOKE EXECUTE ON PROCEDURE p() FROM PUBLIC;
