CREATE TABLE "My Table" ("a b" integer, "select" text, "ä""ö" integer);
