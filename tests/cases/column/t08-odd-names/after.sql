CREATE TABLE "My Table" ("a b" bigint NOT NULL DEFAULT 5, "Select" text, "ä""ö" integer, "x.y" date, "%s" integer, "it's" text);
