CREATE TABLE t (a integer);
CREATE TABLE rate (r integer);
-- The body of "a" names "z" in a text that PostgreSQL does not track; filling m calls both.
CREATE FUNCTION z(integer) RETURNS integer STABLE LANGUAGE plpgsql AS
  'BEGIN RETURN $1 + (SELECT count(*) FROM public.rate); END';
CREATE FUNCTION a(integer) RETURNS integer STABLE LANGUAGE plpgsql AS 'BEGIN RETURN public.z($1); END';
CREATE MATERIALIZED VIEW m AS SELECT a(a) AS x FROM t;
