INSERT INTO "My Table" ("a b") VALUES (1);
