CREATE TABLE "it's ""so"".so %s %1$I \n" ("a
b" text) PARTITION BY LIST ("a
b");
