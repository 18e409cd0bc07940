CREATE TABLE t (a integer, b text);
CREATE TABLE u ("it's ""so"".so %s %1$I \n" integer, "a
b" integer, "👩‍👩‍👧 ünï" integer, "select" integer, "$$;--" integer, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" integer, "éééééééééééééééééééééééééééééééz" integer, "; DROP TABLE t; --" integer, CHECK ("it's ""so"".so %s %1$I \n" + "a
b" + "👩‍👩‍👧 ünï" + "select" + "$$;--" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" + "éééééééééééééééééééééééééééééééz" + "; DROP TABLE t; --" > 0), g integer GENERATED ALWAYS AS ("it's ""so"".so %s %1$I \n" * "a
b" * "👩‍👩‍👧 ünï") STORED);
CREATE INDEX i ON u (("it's ""so"".so %s %1$I \n" + "a
b"), "👩‍👩‍👧 ünï") WHERE "$$;--" > 0;
