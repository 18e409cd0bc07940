CREATE TABLE t (a integer, b text);
CREATE TEXT SEARCH DICTIONARY "it's ""so"".so %s %1$I \n" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "it's ""so"".so %s %1$I \n" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION "it's ""so"".so %s %1$I \n" ADD MAPPING FOR word WITH "it's ""so"".so %s %1$I \n", simple;
CREATE TEXT SEARCH DICTIONARY "a
b" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "a
b" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION "a
b" ADD MAPPING FOR word WITH "a
b", simple;
CREATE TEXT SEARCH DICTIONARY "👩‍👩‍👧 ünï" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "👩‍👩‍👧 ünï" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION "👩‍👩‍👧 ünï" ADD MAPPING FOR word WITH "👩‍👩‍👧 ünï", simple;
CREATE TEXT SEARCH DICTIONARY "select" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "select" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION "select" ADD MAPPING FOR word WITH "select", simple;
CREATE TEXT SEARCH DICTIONARY "$$;--" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "$$;--" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION "$$;--" ADD MAPPING FOR word WITH "$$;--", simple;
CREATE TEXT SEARCH DICTIONARY "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" ADD MAPPING FOR word WITH "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy", simple;
CREATE TEXT SEARCH DICTIONARY "éééééééééééééééééééééééééééééééz" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "éééééééééééééééééééééééééééééééz" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION "éééééééééééééééééééééééééééééééz" ADD MAPPING FOR word WITH "éééééééééééééééééééééééééééééééz", simple;
CREATE TEXT SEARCH DICTIONARY "; DROP TABLE t; --" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "; DROP TABLE t; --" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION "; DROP TABLE t; --" ADD MAPPING FOR word WITH "; DROP TABLE t; --", simple;
