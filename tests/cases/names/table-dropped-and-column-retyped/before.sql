CREATE TABLE "it's ""so"".so %s %1$I \n" ("it's ""so"".so %s %1$I \n" integer, "a
b" integer, "👩‍👩‍👧 ünï" integer, "select" integer, "$$;--" integer, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" integer, "éééééééééééééééééééééééééééééééz" integer, "; DROP TABLE t; --" integer);
CREATE TABLE "; DROP TABLE t; --" (a integer);
