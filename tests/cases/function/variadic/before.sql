CREATE FUNCTION f(VARIADIC a integer[]) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM unnest(a)';
CREATE VIEW v AS SELECT f(1, 2, 3) AS n;
