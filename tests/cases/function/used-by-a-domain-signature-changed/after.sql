CREATE FUNCTION good(word text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$SELECT word <> ''$$;
CREATE DOMAIN word AS text CONSTRAINT good CHECK (good(VALUE));
CREATE TABLE t (w word);
