CREATE TABLE t (a integer, b text);
CREATE INDEX "it's ""so"".so %s %1$I \n" ON t (a);
CREATE INDEX "a
b" ON t (a);
CREATE INDEX "👩‍👩‍👧 ünï" ON t (a);
CREATE INDEX "select" ON t (a);
CREATE INDEX "$$;--" ON t (a);
CREATE INDEX "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" ON t (a);
CREATE INDEX "éééééééééééééééééééééééééééééééz" ON t (a);
CREATE INDEX "; DROP TABLE t; --" ON t (a);
