CREATE TABLE t (a integer, b text);
CREATE FUNCTION "it's ""so"".so %s %1$I \n"(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE SCHEMA "; DROP TABLE t; --";
CREATE OPERATOR "; DROP TABLE t; --".@#% (LEFTARG = integer, RIGHTARG = integer, FUNCTION = "it's ""so"".so %s %1$I \n");
CREATE AGGREGATE "$$;--"(integer) (SFUNC = "it's ""so"".so %s %1$I \n", STYPE = integer, INITCOND = '1');
CREATE VIEW v AS SELECT 1 OPERATOR("; DROP TABLE t; --".@#%) 2 AS x;
