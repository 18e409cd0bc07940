CREATE FUNCTION key(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower($1)';
CREATE TABLE t (a text NOT NULL);
CREATE UNIQUE INDEX t_key ON t (key(a)) WHERE key(a) <> '';
COMMENT ON INDEX t_key IS 'kept';
