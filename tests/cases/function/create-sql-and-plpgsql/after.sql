CREATE TABLE t (a integer);
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION two(n integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  r integer := n;
BEGIN
  RETURN r * 2;
END
$$;
