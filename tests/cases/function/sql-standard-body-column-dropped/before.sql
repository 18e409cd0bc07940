CREATE TABLE t (a integer, b integer);
CREATE FUNCTION f() RETURNS bigint BEGIN ATOMIC SELECT count(b) FROM t; END;
