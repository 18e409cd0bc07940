CREATE TABLE t (a integer, b text);
CREATE MATERIALIZED VIEW "it's ""so"".so %s %1$I \n" ("it's ""so"".so %s %1$I \n") AS SELECT a FROM t;
CREATE INDEX i0 ON "it's ""so"".so %s %1$I \n" ("it's ""so"".so %s %1$I \n");
CREATE MATERIALIZED VIEW "a
b" ("a
b") AS SELECT a FROM t;
CREATE INDEX i1 ON "a
b" ("a
b");
CREATE MATERIALIZED VIEW "👩‍👩‍👧 ünï" ("👩‍👩‍👧 ünï") AS SELECT a FROM t;
CREATE INDEX i2 ON "👩‍👩‍👧 ünï" ("👩‍👩‍👧 ünï");
CREATE MATERIALIZED VIEW "select" ("select") AS SELECT a FROM t;
CREATE INDEX i3 ON "select" ("select");
CREATE MATERIALIZED VIEW "$$;--" ("$$;--") AS SELECT a FROM t;
CREATE INDEX i4 ON "$$;--" ("$$;--");
CREATE MATERIALIZED VIEW "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy") AS SELECT a FROM t;
CREATE INDEX i5 ON "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy");
CREATE MATERIALIZED VIEW "éééééééééééééééééééééééééééééééz" ("éééééééééééééééééééééééééééééééz") AS SELECT a FROM t;
CREATE INDEX i6 ON "éééééééééééééééééééééééééééééééz" ("éééééééééééééééééééééééééééééééz");
CREATE MATERIALIZED VIEW "; DROP TABLE t; --" ("; DROP TABLE t; --") AS SELECT a FROM t;
CREATE INDEX i7 ON "; DROP TABLE t; --" ("; DROP TABLE t; --");
