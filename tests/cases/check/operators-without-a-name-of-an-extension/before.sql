-- What has no name in the text is looked for in the search path: without it, text would be compared.
CREATE EXTENSION citext;
CREATE TABLE t (c citext, d citext);
CREATE TABLE kept (c citext CHECK (c IS DISTINCT FROM 'gone'), n integer);
