CREATE FUNCTION f(integer) RETURNS text LANGUAGE sql AS $$SELECT 'integer'$$;
CREATE FUNCTION f(text) RETURNS text LANGUAGE sql AS $$SELECT 'text'$$;
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT 'nothing'$$;
COMMENT ON FUNCTION f(text) IS 'the text one';
