CREATE TABLE t (a integer, b text);
CREATE TYPE "it's ""so"".so %s %1$I \n" AS ("it's ""so"".so %s %1$I \n" integer, b text);
CREATE TYPE "a
b" AS ("a
b" integer, b text);
CREATE TYPE "👩‍👩‍👧 ünï" AS ("👩‍👩‍👧 ünï" integer, b text);
CREATE TYPE "select" AS ("select" integer, b text);
CREATE TYPE "$$;--" AS ("$$;--" integer, b text);
CREATE TYPE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" AS ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" integer, b text);
CREATE TYPE "éééééééééééééééééééééééééééééééz" AS ("éééééééééééééééééééééééééééééééz" integer, b text);
CREATE TYPE "; DROP TABLE t; --" AS ("; DROP TABLE t; --" integer, b text);
CREATE TABLE u (x "a
b", y "; DROP TABLE t; --"[]);
