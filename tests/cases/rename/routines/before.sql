CREATE SCHEMA other;
CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n * 2;
COMMENT ON FUNCTION doubled(integer) IS 'twice';
REVOKE ALL ON FUNCTION doubled(integer) FROM PUBLIC;
CREATE PROCEDURE tidy(n integer) LANGUAGE plpgsql AS 'BEGIN END';
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (id integer PRIMARY KEY, n integer DEFAULT doubled(1), CHECK (doubled(n) > 0), twice integer GENERATED ALWAYS AS (doubled(n)) STORED);
CREATE INDEX t_doubled ON t (doubled(n));
CREATE TRIGGER noted BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION noted();
CREATE VIEW v AS SELECT total(doubled(n)) AS n FROM t;
CREATE FUNCTION fourfold(n integer) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT doubled(doubled(n)); END;
CREATE OPERATOR <+> (RIGHTARG = integer, FUNCTION = doubled);
CREATE FUNCTION by_text(n integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN n; END';

