CREATE PROCEDURE p(OUT a integer, IN b integer, IN c integer) LANGUAGE sql AS 'SELECT b + c';
CREATE PROCEDURE p(a integer, b integer, c integer) LANGUAGE sql AS 'SELECT a + b + c';
COMMENT ON PROCEDURE p(OUT integer, IN integer, IN integer) IS 'gives';
GRANT EXECUTE ON PROCEDURE p(IN integer, IN integer, IN integer) TO reader;
CREATE PROCEDURE q(INOUT a integer, b integer) LANGUAGE sql AS 'SELECT a + b';
