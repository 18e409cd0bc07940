CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $b$
BEGIN
  -- $function$ and $a$ and $_$ and a single ' stand in here; so does a semicolon;
  RETURN $$x$$ || $function$y$function$ || $a$z$a$ || 'it''s' || E'\\' || '%s';
END
$b$;
