CREATE FUNCTION join_up(text, text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1 || $2';
CREATE AGGREGATE joined(text) (SFUNC = join_up, STYPE = text, INITCOND = '');
CREATE TABLE t (a text);
CREATE MATERIALIZED VIEW m AS SELECT joined(a) AS j FROM t;
