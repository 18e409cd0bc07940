CREATE SCHEMA "My ""App"".x";
CREATE TABLE "My ""App"".x"."t % 1" ("a.b" integer, "c\d" text, "e'f" text, "😀" date);
CREATE VIEW "My ""App"".x"."v ""1""
two lines" AS SELECT "a.b" AS "%s", "c\d", "e'f", "😀" FROM "My ""App"".x"."t % 1";
COMMENT ON COLUMN "My ""App"".x"."v ""1""
two lines"."%s" IS '100 %';
ALTER VIEW "My ""App"".x"."v ""1""
two lines" ALTER COLUMN "c\d" SET DEFAULT E'back\\slash';
