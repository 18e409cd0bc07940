CREATE TABLE t (a integer);
CREATE PROCEDURE p(a integer) LANGUAGE sql AS 'UPDATE t SET a = 0 WHERE t.a = p.a';
COMMENT ON PROCEDURE p(integer) IS 'kept';
GRANT EXECUTE ON PROCEDURE p(integer) TO writer;
