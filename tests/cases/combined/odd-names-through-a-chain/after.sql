CREATE SCHEMA "S.s";
CREATE TABLE "S.s"."T 't'" ("i d" integer PRIMARY KEY, "a%" bigint);
CREATE FUNCTION "S.s"."F ""f"""("R R" "S.s"."T 't'") RETURNS integer STABLE LANGUAGE sql AS 'SELECT 1';
CREATE VIEW "S.s"."V \ v" AS SELECT "a%", "S.s"."F ""f"""("T 't'") AS "x😀" FROM "S.s"."T 't'";
CREATE VIEW "select" AS SELECT "x😀" AS "from" FROM "S.s"."V \ v";
GRANT SELECT ON "select" TO reader;
