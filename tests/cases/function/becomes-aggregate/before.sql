CREATE TABLE t (a integer);
CREATE FUNCTION total(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT total(a) AS x FROM t;
