-- Same types, but no longer variadic: that part of a function cannot be replaced in place.
CREATE FUNCTION f(a integer[]) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM unnest(a)';
CREATE VIEW v AS SELECT f(ARRAY[1, 2, 3]) AS n;
