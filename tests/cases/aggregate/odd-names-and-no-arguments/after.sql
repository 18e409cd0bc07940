CREATE SCHEMA "s ""1""";
CREATE FUNCTION "s ""1"""."f 'x'"(integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 1';
CREATE AGGREGATE "s ""1"""."a %"(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '7');
CREATE AGGREGATE "s ""1"""."😀 \"(*) (SFUNC = "s ""1"""."f 'x'", STYPE = integer, INITCOND = '0');
COMMENT ON AGGREGATE "s ""1"""."😀 \"(*) IS 'counts, it''s all';
