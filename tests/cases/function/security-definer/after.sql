CREATE FUNCTION f() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS 'SELECT current_user::text';
REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;
