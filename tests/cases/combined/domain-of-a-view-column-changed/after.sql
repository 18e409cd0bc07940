-- A domain's base type cannot be altered: all that bears it is made again.
CREATE DOMAIN amount AS bigint;
CREATE TABLE t (a amount);
CREATE VIEW v AS SELECT a FROM t;
CREATE FUNCTION f(amount) RETURNS amount IMMUTABLE LANGUAGE sql AS 'SELECT $1';
