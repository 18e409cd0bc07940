CREATE SCHEMA "s.1 %";
CREATE TABLE "s.1 %"."t ""x""" ("a b" integer, "c'd" integer);
CREATE FUNCTION "s.1 %"."f, ()"("s.1 %"."t ""x""") RETURNS integer LANGUAGE sql AS 'SELECT 1';
