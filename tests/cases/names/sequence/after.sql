CREATE TABLE t (a integer, b text);
CREATE SEQUENCE "it's ""so"".so %s %1$I \n";
CREATE SEQUENCE "a
b";
CREATE SEQUENCE "👩‍👩‍👧 ünï";
CREATE SEQUENCE "select";
CREATE SEQUENCE "$$;--";
CREATE SEQUENCE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy";
CREATE SEQUENCE "éééééééééééééééééééééééééééééééz";
CREATE SEQUENCE "; DROP TABLE t; --";
CREATE TABLE u ("it's ""so"".so %s %1$I \n" serial, "a
b" serial, "👩‍👩‍👧 ünï" serial, "select" serial, "$$;--" serial, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" serial);
