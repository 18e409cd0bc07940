CREATE FUNCTION f(x integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT x::bigint'; CREATE TABLE t (id integer PRIMARY KEY, a bigint GENERATED ALWAYS AS (f(id)) STORED, b text);
CREATE TABLE ch (z integer, CHECK (a IS NOT NULL)) INHERITS (t); CREATE INDEX ch_i ON ch (a);
