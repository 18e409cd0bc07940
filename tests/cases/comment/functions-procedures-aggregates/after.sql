CREATE FUNCTION f(a integer, VARIADIC b text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p(INOUT a integer) LANGUAGE plpgsql AS 'BEGIN END';
CREATE AGGREGATE a(integer) (SFUNC = int4pl, STYPE = integer);
COMMENT ON FUNCTION f(integer, text[]) IS 'after';
COMMENT ON PROCEDURE p(integer) IS 'it''s new';
