CREATE PROCEDURE p(OUT a integer, IN b integer, IN c integer) LANGUAGE sql AS 'SELECT b - c';
COMMENT ON PROCEDURE p(OUT integer, IN integer, IN integer) IS 'gives less';
