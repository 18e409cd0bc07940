CREATE TABLE "t 😀" ("a.b" integer);
CREATE MATERIALIZED VIEW "m ""%"".x" AS SELECT "a.b" FROM "t 😀";
CREATE INDEX "i 'q' \" ON "m ""%"".x" ("a.b");
