CREATE TABLE t (a integer, b text);
CREATE SCHEMA "it's ""so"".so %s %1$I \n";
CREATE TABLE "it's ""so"".so %s %1$I \n"."it's ""so"".so %s %1$I \n" (a serial);
CREATE SCHEMA "a
b";
CREATE TABLE "a
b"."a
b" (a serial);
CREATE SCHEMA "👩‍👩‍👧 ünï";
CREATE TABLE "👩‍👩‍👧 ünï"."👩‍👩‍👧 ünï" (a serial);
CREATE SCHEMA "select";
CREATE TABLE "select"."select" (a serial);
CREATE SCHEMA "$$;--";
CREATE TABLE "$$;--"."$$;--" (a serial);
CREATE SCHEMA "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy";
CREATE TABLE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy"."xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" (a serial);
CREATE SCHEMA "éééééééééééééééééééééééééééééééz";
CREATE TABLE "éééééééééééééééééééééééééééééééz"."éééééééééééééééééééééééééééééééz" (a serial);
CREATE SCHEMA "; DROP TABLE t; --";
CREATE TABLE "; DROP TABLE t; --"."; DROP TABLE t; --" (a serial);
