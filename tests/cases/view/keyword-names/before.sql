CREATE TABLE "table" ("select" integer, "from" text, "user" text, "order" integer);
CREATE VIEW "view" AS SELECT "select", "from" FROM "table" WHERE "user" = CURRENT_USER;
