CREATE TABLE t (a integer, b text);
CREATE STATISTICS "it's ""so"".so %s %1$I \n" ON a, b FROM t;
CREATE STATISTICS "a
b" ON a, b FROM t;
CREATE STATISTICS "👩‍👩‍👧 ünï" ON a, b FROM t;
CREATE STATISTICS "select" ON a, b FROM t;
CREATE STATISTICS "$$;--" ON a, b FROM t;
CREATE STATISTICS "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" ON a, b FROM t;
CREATE STATISTICS "éééééééééééééééééééééééééééééééz" ON a, b FROM t;
CREATE STATISTICS "; DROP TABLE t; --" ON a, b FROM t;
