-- plpgsql bodies have no dependency: the function is unchanged and fails at its next call.
CREATE TABLE t (a integer, b integer);
CREATE FUNCTION f() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT sum(b) FROM public.t); END';
