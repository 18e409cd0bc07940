CREATE TABLE "it's ""so"".so %s %1$I \n" ("it's ""so"".so %s %1$I \n" bigint NOT NULL, "a
b" bigint NOT NULL, "👩‍👩‍👧 ünï" bigint NOT NULL, "select" bigint NOT NULL, "$$;--" bigint NOT NULL, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" bigint NOT NULL, "éééééééééééééééééééééééééééééééz" bigint NOT NULL, "; DROP TABLE t; --" bigint NOT NULL);
