CREATE TABLE "it's ""so"".so %s %1$I \n" ("a
b" integer);
CREATE VIEW "; DROP TABLE t; --" AS SELECT "a
b" FROM "it's ""so"".so %s %1$I \n";
CREATE VIEW "$$;--" AS SELECT "a
b" AS "éééééééééééééééééééééééééééééééz" FROM "; DROP TABLE t; --";
GRANT SELECT ("éééééééééééééééééééééééééééééééz") ON "$$;--" TO reader;
