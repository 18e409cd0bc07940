CREATE TABLE t (a integer, b text);
CREATE VIEW "it's ""so"".so %s %1$I \n" ("it's ""so"".so %s %1$I \n", o) AS SELECT a, b FROM t;
CREATE VIEW "a
b" ("a
b", o) AS SELECT a, b FROM t;
CREATE VIEW "👩‍👩‍👧 ünï" ("👩‍👩‍👧 ünï", o) AS SELECT a, b FROM t;
CREATE VIEW "select" ("select", o) AS SELECT a, b FROM t;
CREATE VIEW "$$;--" ("$$;--", o) AS SELECT a, b FROM t;
CREATE VIEW "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy", o) AS SELECT a, b FROM t;
CREATE VIEW "éééééééééééééééééééééééééééééééz" ("éééééééééééééééééééééééééééééééz", o) AS SELECT a, b FROM t;
CREATE VIEW "; DROP TABLE t; --" ("; DROP TABLE t; --", o) AS SELECT a, b FROM t;
