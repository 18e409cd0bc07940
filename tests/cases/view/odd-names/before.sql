CREATE SCHEMA "My ""App"".x";
CREATE TABLE "My ""App"".x"."t % 1" ("a.b" integer, "c\d" text, "e'f" text, "😀" date);
