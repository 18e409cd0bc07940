CREATE FUNCTION label(OUT word text) LANGUAGE sql AS $$SELECT 'x'::text$$;
CREATE TABLE t (id integer PRIMARY KEY, word text DEFAULT label());
