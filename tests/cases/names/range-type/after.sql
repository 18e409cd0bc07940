CREATE TABLE t (a integer, b text);
CREATE TYPE "it's ""so"".so %s %1$I \n" AS RANGE (SUBTYPE = integer);
CREATE TYPE "a
b" AS RANGE (SUBTYPE = integer);
CREATE TYPE "👩‍👩‍👧 ünï" AS RANGE (SUBTYPE = integer);
CREATE TYPE "select" AS RANGE (SUBTYPE = integer);
CREATE TYPE "$$;--" AS RANGE (SUBTYPE = integer);
CREATE TYPE "; DROP TABLE t; --" AS RANGE (SUBTYPE = integer);
