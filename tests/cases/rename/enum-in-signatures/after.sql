CREATE TYPE temper AS ENUM ('sad', 'happy');
CREATE TABLE person (id integer PRIMARY KEY, now temper NOT NULL DEFAULT 'sad', past temper[]);
CREATE FUNCTION better(m temper) RETURNS temper LANGUAGE sql IMMUTABLE RETURN 'happy'::temper;
CREATE FUNCTION worst(VARIADIC m temper[]) RETURNS temper LANGUAGE plpgsql AS 'BEGIN RETURN m[1]; END';
COMMENT ON FUNCTION better(temper) IS 'what it could be';
REVOKE ALL ON FUNCTION better(temper) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION better(temper) TO reader;
CREATE VIEW hopeful AS SELECT id, better(now) AS soon FROM person;
CREATE INDEX person_soon ON person (better(now));
CREATE DOMAIN good AS temper CHECK (VALUE <> 'sad'::temper);
CREATE TYPE pair AS (a temper, b temper);

CREATE FUNCTION larger(temper, temper) RETURNS temper LANGUAGE sql IMMUTABLE RETURN greatest($1, $2);
CREATE AGGREGATE best(temper) (SFUNC = larger, STYPE = temper);
CREATE OPERATOR <-> (LEFTARG = temper, RIGHTARG = temper, FUNCTION = larger);
