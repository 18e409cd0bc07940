CREATE SCHEMA other;
CREATE FUNCTION other.twofold(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n * 2;
COMMENT ON FUNCTION other.twofold(integer) IS 'twice';
REVOKE ALL ON FUNCTION other.twofold(integer) FROM PUBLIC;
CREATE PROCEDURE "Tidy up"(n integer) LANGUAGE plpgsql AS 'BEGIN END';
CREATE AGGREGATE summed(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE FUNCTION remarked() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (id integer PRIMARY KEY, n integer DEFAULT other.twofold(1), CHECK (other.twofold(n) > 0), twice integer GENERATED ALWAYS AS (other.twofold(n)) STORED);
CREATE INDEX t_doubled ON t (other.twofold(n));
CREATE TRIGGER noted BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION remarked();
CREATE VIEW v AS SELECT summed(other.twofold(n)) AS n FROM t;
CREATE FUNCTION fourfold(n integer) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT other.twofold(other.twofold(n)); END;
CREATE OPERATOR <+> (RIGHTARG = integer, FUNCTION = other.twofold);
CREATE FUNCTION by_text(n integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN n; END';

