-- The text of the default is equal on both sides, yet it must be dropped for the function.
CREATE FUNCTION label() RETURNS text LANGUAGE sql AS $$SELECT 'x'::text$$;
CREATE TABLE t (id integer PRIMARY KEY, word text DEFAULT label());
