-- Replacing the body in place leaves an index that was computed by the other body.
CREATE FUNCTION key(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower($1)';
CREATE TABLE t (a text);
CREATE INDEX t_key ON t (key(a));
