CREATE TABLE t (id integer PRIMARY KEY, a integer);
CREATE FUNCTION f(n integer) RETURNS SETOF integer LANGUAGE sql BEGIN ATOMIC
  INSERT INTO t (id, a) VALUES (f.n, 0) ON CONFLICT (id) DO UPDATE SET a = t.a + excluded.a;
  UPDATE t SET a = a + 1 WHERE id = f.n;
  SELECT a FROM t WHERE a > n ORDER BY 1 DESC;
END;
CREATE FUNCTION twice(n integer) RETURNS integer IMMUTABLE RETURN n * 2;
