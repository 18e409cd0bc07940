CREATE FUNCTION "two
lines"() RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff1() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff2() RETURNS integer LANGUAGE sql AS 'SELECT 2';
