CREATE FUNCTION f(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR ## (LEFTARG = integer, RIGHTARG = integer, FUNCTION = f);
CREATE TABLE t (a integer CHECK (a ## 1));
