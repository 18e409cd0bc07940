-- The constraint changes under a body that names it, and a body calls that body.
CREATE TABLE t (a integer, b integer, CONSTRAINT t_u UNIQUE (a, b));
CREATE FUNCTION put(n integer) RETURNS void BEGIN ATOMIC
  INSERT INTO t VALUES (n, 1) ON CONFLICT ON CONSTRAINT t_u DO NOTHING;
END;
CREATE FUNCTION caller() RETURNS void BEGIN ATOMIC SELECT put(1); END;
