CREATE TABLE t (a integer);
CREATE FUNCTION f(a integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN a; END';
CREATE INDEX t_f ON t (f(a));
