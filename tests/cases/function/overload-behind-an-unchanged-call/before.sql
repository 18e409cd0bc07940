-- f(a) means f(integer) before and f(numeric) after.
CREATE TABLE t (a integer);
CREATE FUNCTION f(integer) RETURNS text IMMUTABLE LANGUAGE sql AS $$SELECT 'i'$$;
CREATE VIEW v AS SELECT f(a) AS x FROM t;
