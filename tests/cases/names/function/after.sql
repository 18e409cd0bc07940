CREATE TABLE t (a integer, b text);
CREATE FUNCTION "it's ""so"".so %s %1$I \n"("it's ""so"".so %s %1$I \n" integer, OUT o integer) LANGUAGE sql AS 'SELECT $1 + 1 -- ''';
CREATE FUNCTION "a
b"("a
b" integer, OUT o integer) LANGUAGE sql AS 'SELECT $1 + 1 -- ''';
CREATE FUNCTION "👩‍👩‍👧 ünï"("👩‍👩‍👧 ünï" integer, OUT o integer) LANGUAGE sql AS 'SELECT $1 + 1 -- ''';
CREATE FUNCTION "select"("select" integer, OUT o integer) LANGUAGE sql AS 'SELECT $1 + 1 -- ''';
CREATE FUNCTION "$$;--"("$$;--" integer, OUT o integer) LANGUAGE sql AS 'SELECT $1 + 1 -- ''';
CREATE FUNCTION "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy"("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" integer, OUT o integer) LANGUAGE sql AS 'SELECT $1 + 1 -- ''';
CREATE FUNCTION "éééééééééééééééééééééééééééééééz"("éééééééééééééééééééééééééééééééz" integer, OUT o integer) LANGUAGE sql AS 'SELECT $1 + 1 -- ''';
CREATE FUNCTION "; DROP TABLE t; --"("; DROP TABLE t; --" integer, OUT o integer) LANGUAGE sql AS 'SELECT $1 + 1 -- ''';
