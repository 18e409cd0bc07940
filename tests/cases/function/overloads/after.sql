CREATE FUNCTION f(integer) RETURNS text LANGUAGE sql AS $$SELECT 'number'$$;
CREATE FUNCTION f(integer, integer) RETURNS text LANGUAGE sql AS $$SELECT 'two'$$;
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT 'nothing'$$;
COMMENT ON FUNCTION f() IS 'the empty one';
