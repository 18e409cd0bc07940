CREATE FUNCTION cmp(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
CREATE OPERATOR FAMILY nums USING btree;
CREATE OPERATOR CLASS ints FOR TYPE integer USING btree FAMILY nums AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 cmp(integer, integer);
ALTER OPERATOR FAMILY nums USING btree ADD OPERATOR 1 < (integer, bigint), FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint);
COMMENT ON OPERATOR FAMILY nums USING btree IS 'numbers';
COMMENT ON OPERATOR CLASS ints USING btree IS 'integers';
