CREATE TABLE t (a integer);
CREATE FUNCTION zz_add(integer, integer) RETURNS integer IMMUTABLE STRICT LANGUAGE sql AS 'SELECT $1 + $2';
CREATE AGGREGATE total(integer) (SFUNC = zz_add, STYPE = integer, INITCOND = '0');
CREATE VIEW a AS SELECT total(a) FROM t;
