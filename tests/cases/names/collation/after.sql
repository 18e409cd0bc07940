CREATE TABLE t (a integer, b text);
CREATE COLLATION "it's ""so"".so %s %1$I \n" (provider = icu, locale = 'de');
CREATE COLLATION "a
b" (provider = icu, locale = 'de');
CREATE COLLATION "👩‍👩‍👧 ünï" (provider = icu, locale = 'de');
CREATE COLLATION "select" (provider = icu, locale = 'de');
CREATE COLLATION "$$;--" (provider = icu, locale = 'de');
CREATE COLLATION "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" (provider = icu, locale = 'de');
CREATE COLLATION "éééééééééééééééééééééééééééééééz" (provider = icu, locale = 'de');
CREATE COLLATION "; DROP TABLE t; --" (provider = icu, locale = 'de');
CREATE TABLE u (a text COLLATE "it's ""so"".so %s %1$I \n", b text COLLATE "; DROP TABLE t; --");
