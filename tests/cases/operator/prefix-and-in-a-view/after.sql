CREATE TABLE t (a integer);
CREATE SCHEMA ops;
GRANT CREATE ON SCHEMA ops TO writer;
CREATE FUNCTION ops.twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE OPERATOR ops.## (RIGHTARG = integer, FUNCTION = ops.twice);
CREATE VIEW v AS SELECT OPERATOR(ops.##) a AS two FROM t;
CREATE INDEX i ON t ((OPERATOR(ops.##) a));
ALTER OPERATOR ops.## (NONE, integer) OWNER TO writer;
