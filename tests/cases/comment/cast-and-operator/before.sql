CREATE TYPE money_box AS (cents integer);
CREATE FUNCTION to_cents(money_box) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1.cents';
CREATE CAST (money_box AS integer) WITH FUNCTION to_cents(money_box);
CREATE OPERATOR @@@ (FUNCTION = to_cents, RIGHTARG = money_box);
COMMENT ON CAST (money_box AS integer) IS 'before';
