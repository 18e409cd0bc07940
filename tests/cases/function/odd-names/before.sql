CREATE TYPE "a, b" AS ENUM ('x');
CREATE FUNCTION "f(integer)"(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "my ""f""%s" ("a, b") RETURNS integer LANGUAGE sql AS 'SELECT 1';
