CREATE SCHEMA "s.1 %";
CREATE TABLE "s.1 %"."t ""x""" ("a b" integer, "c'd" integer);
CREATE FUNCTION "s.1 %"."f, ()"("s.1 %"."t ""x""") RETURNS integer LANGUAGE sql AS 'SELECT 1';
GRANT USAGE ON SCHEMA "s.1 %" TO reader;
GRANT SELECT ("a b"), UPDATE ("c'd") ON "s.1 %"."t ""x""" TO reader;
REVOKE EXECUTE ON FUNCTION "s.1 %"."f, ()"("s.1 %"."t ""x""") FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "s.1 %"."f, ()"("s.1 %"."t ""x""") TO writer;
