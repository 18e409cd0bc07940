CREATE TABLE "T" ("a" integer, "A" integer, "a ""A""" integer);
CREATE VIEW "V v" AS SELECT "a", "A", "a ""A""" FROM "T";
CREATE VIEW "v V" AS SELECT "A" FROM "V v";
GRANT SELECT ("A"), UPDATE ("a") ON "V v" TO reader;
