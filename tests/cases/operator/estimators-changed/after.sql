CREATE FUNCTION f(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR ## (LEFTARG = integer, RIGHTARG = integer, FUNCTION = f, RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE TABLE t (a integer CHECK (a ## 1));
