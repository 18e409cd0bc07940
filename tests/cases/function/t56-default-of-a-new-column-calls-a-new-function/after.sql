-- Adding the column evaluates the default for each row, so the helper must be there.
CREATE TABLE setting (key text PRIMARY KEY, value text);
CREATE FUNCTION z(k text) RETURNS text STABLE LANGUAGE plpgsql AS
  'BEGIN RETURN (SELECT value FROM public.setting WHERE key = k); END';
CREATE FUNCTION a() RETURNS text STABLE LANGUAGE plpgsql AS $$BEGIN RETURN public.z('word'); END$$;
CREATE TABLE t (id integer, word text DEFAULT a());
