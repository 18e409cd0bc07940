CREATE TABLE t (a integer);
CREATE FUNCTION f(a integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT a';
CREATE INDEX t_f ON t (f(a));
