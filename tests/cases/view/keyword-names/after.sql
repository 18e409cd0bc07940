CREATE TABLE "table" ("select" integer, "from" text, "user" text, "order" integer);
CREATE VIEW "view" AS SELECT "select", "from", "order" FROM "table" WHERE "user" = SESSION_USER ORDER BY "order";
CREATE VIEW "group" AS SELECT count(*) AS "all", "from" AS "distinct" FROM "view" GROUP BY "from";
