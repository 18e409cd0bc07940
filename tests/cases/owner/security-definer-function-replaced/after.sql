-- Made again it would belong to whoever runs the plan.
CREATE FUNCTION f() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS 'SELECT 1::bigint';
ALTER FUNCTION f() OWNER TO app;
REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f() TO reader;
