-- PostgreSQL prints both bodies alike; only the cost differs.
CREATE TABLE t (a integer);
CREATE FUNCTION f(n integer) RETURNS integer COST 5
BEGIN ATOMIC
  select t.a from public.t where (t.a = any (array[f.n, 2]));
END;
