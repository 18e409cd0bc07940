CREATE TABLE "t;--" ("$$" integer);
CREATE VIEW v AS SELECT "$$" AS a FROM "t;--";
