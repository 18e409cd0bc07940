CREATE FUNCTION ok(integer, integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 < $2'; CREATE TABLE t (a integer, b integer, CONSTRAINT c CHECK (ok(a, b) AND (a IS NOT NULL OR b IS NULL)));
