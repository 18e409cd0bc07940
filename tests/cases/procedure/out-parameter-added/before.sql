-- Output parameters belong to a procedure's identity in DROP, not in the catalog's key.
CREATE PROCEDURE p(a integer) LANGUAGE plpgsql AS 'BEGIN END';
COMMENT ON PROCEDURE p(integer) IS 'kept';
