CREATE TABLE "it's ""so"".so %s %1$I \n" (a integer);
CREATE TABLE "; DROP TABLE t; --" ("a
b" integer) INHERITS ("it's ""so"".so %s %1$I \n");
