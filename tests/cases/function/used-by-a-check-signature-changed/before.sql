CREATE FUNCTION good(a integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT a > 0';
CREATE TABLE t (a integer CONSTRAINT t_good CHECK (good(a)));
COMMENT ON CONSTRAINT t_good ON t IS 'kept';
