CREATE TABLE "t 'x'" (a integer);
CREATE FUNCTION "f ""1"""("t 'x'") RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE VIEW "v %" AS SELECT a FROM "t 'x'";
CREATE TYPE "e.e" AS ENUM ('a');
