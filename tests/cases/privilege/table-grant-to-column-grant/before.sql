CREATE TABLE t (id integer, name text, secret text);
GRANT SELECT ON t TO reader;
GRANT SELECT (id) ON t TO writer;
