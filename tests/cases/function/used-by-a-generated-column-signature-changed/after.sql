CREATE FUNCTION twice(a bigint) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT (a * 2)::integer';
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (twice(a)) STORED);
CREATE VIEW v AS SELECT b FROM t;
