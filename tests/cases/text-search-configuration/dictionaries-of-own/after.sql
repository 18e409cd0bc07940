CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple, STOPWORDS = english, ACCEPT = false);
CREATE TEXT SEARCH DICTIONARY "Odd ""one" (TEMPLATE = snowball, LANGUAGE = german);
CREATE TEXT SEARCH CONFIGURATION c (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, asciiword WITH plain, "Odd ""one";
CREATE TABLE t (a text);
CREATE INDEX i ON t USING gin (to_tsvector('c'::regconfig, a));
COMMENT ON TEXT SEARCH DICTIONARY plain IS 'as it is';
