CREATE TABLE "t 😀" ("a.b" integer);
CREATE MATERIALIZED VIEW "m ""%"".x" AS SELECT "a.b", "a.b" + 1 AS "select" FROM "t 😀";
CREATE INDEX "i 'q' \" ON "m ""%"".x" ("a.b", "select");
COMMENT ON INDEX "i 'q' \" IS '%d "quoted"';
