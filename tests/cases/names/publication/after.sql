CREATE TABLE t (a integer, b text);
CREATE TABLE "it's ""so"".so %s %1$I \n" (a integer);
CREATE PUBLICATION "it's ""so"".so %s %1$I \n" FOR TABLE "it's ""so"".so %s %1$I \n";
CREATE TABLE "a
b" (a integer);
CREATE PUBLICATION "a
b" FOR TABLE "a
b";
CREATE TABLE "👩‍👩‍👧 ünï" (a integer);
CREATE PUBLICATION "👩‍👩‍👧 ünï" FOR TABLE "👩‍👩‍👧 ünï";
CREATE TABLE "select" (a integer);
CREATE PUBLICATION "select" FOR TABLE "select";
CREATE TABLE "$$;--" (a integer);
CREATE PUBLICATION "$$;--" FOR TABLE "$$;--";
CREATE TABLE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" (a integer);
CREATE PUBLICATION "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" FOR TABLE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy";
CREATE TABLE "éééééééééééééééééééééééééééééééz" (a integer);
CREATE PUBLICATION "éééééééééééééééééééééééééééééééz" FOR TABLE "éééééééééééééééééééééééééééééééz";
CREATE TABLE "; DROP TABLE t; --" (a integer);
CREATE PUBLICATION "; DROP TABLE t; --" FOR TABLE "; DROP TABLE t; --";
