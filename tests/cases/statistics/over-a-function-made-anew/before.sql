CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE t (id integer, b text); CREATE STATISTICS s ON (f(id)), b FROM t;
