CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x'; CREATE TABLE t (id integer PRIMARY KEY, a integer GENERATED ALWAYS AS (f(id)) STORED, b text);
CREATE TABLE ch (z integer) INHERITS (t);
