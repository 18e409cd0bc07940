CREATE PROCEDURE p(a integer, OUT b text) LANGUAGE plpgsql AS 'BEGIN b := a; END';
COMMENT ON PROCEDURE p IS 'kept';
