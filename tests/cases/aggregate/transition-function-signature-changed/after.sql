-- The same function with other parameter names cannot be replaced while the aggregate stands on it.
CREATE FUNCTION join_up(state text, value text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT state || value';
CREATE FUNCTION a_fresh() RETURNS text LANGUAGE sql AS $$SELECT 'x'$$;
CREATE AGGREGATE joined(text) (SFUNC = join_up, STYPE = text, INITCOND = 'it''s ');
CREATE TABLE t (a text);
CREATE MATERIALIZED VIEW m AS SELECT joined(a) AS j FROM t;
