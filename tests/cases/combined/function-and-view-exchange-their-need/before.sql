-- The view calls the function before; after, the function reads the view.
CREATE TABLE t (a integer);
CREATE FUNCTION f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM t; END;
CREATE VIEW v AS SELECT f() AS n;
