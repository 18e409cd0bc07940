CREATE FUNCTION key(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT upper($1)';
CREATE TABLE t (a text);
CREATE INDEX t_key ON t (key(a));
