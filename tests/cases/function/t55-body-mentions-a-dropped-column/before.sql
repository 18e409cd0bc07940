CREATE TABLE t (a integer, b integer);
CREATE FUNCTION f() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT sum(b) FROM public.t); END';
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql AS 'SELECT sum(t.b) FROM t';
