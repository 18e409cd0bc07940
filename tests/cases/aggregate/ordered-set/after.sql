CREATE FUNCTION collect(integer[], integer) RETURNS integer[] IMMUTABLE LANGUAGE sql AS 'SELECT $1 || $2';
CREATE FUNCTION pick(integer[], double precision) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1[1]';
CREATE AGGREGATE middle(double precision ORDER BY integer) (
  SFUNC = collect, STYPE = integer[], FINALFUNC = pick, INITCOND = '{}');
CREATE VIEW v AS SELECT middle(0.5) WITHIN GROUP (ORDER BY n) FROM generate_series(1, 5) n;
