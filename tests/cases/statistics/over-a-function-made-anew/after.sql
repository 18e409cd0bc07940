CREATE FUNCTION f(y integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT y';
CREATE TABLE t (id integer, b text); CREATE STATISTICS s ON (f(id)), b FROM t;
