CREATE TABLE t (id integer, name text, secret text);
GRANT SELECT (id, name) ON t TO reader;
GRANT SELECT ON t TO writer;
