CREATE FUNCTION key(word text) RETURNS varchar IMMUTABLE LANGUAGE sql AS 'SELECT lower(word)::varchar';
CREATE TABLE t (a text NOT NULL);
CREATE UNIQUE INDEX t_key ON t (key(a)) WHERE key(a) <> '';
COMMENT ON INDEX t_key IS 'kept';
