CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE person (id integer PRIMARY KEY, now mood NOT NULL DEFAULT 'sad', past mood[]);
CREATE FUNCTION better(m mood) RETURNS mood LANGUAGE sql IMMUTABLE RETURN 'happy'::mood;
CREATE FUNCTION worst(VARIADIC m mood[]) RETURNS mood LANGUAGE plpgsql AS 'BEGIN RETURN m[1]; END';
COMMENT ON FUNCTION better(mood) IS 'what it could be';
REVOKE ALL ON FUNCTION better(mood) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION better(mood) TO reader;
CREATE VIEW hopeful AS SELECT id, better(now) AS soon FROM person;
CREATE INDEX person_soon ON person (better(now));
CREATE DOMAIN good AS mood CHECK (VALUE <> 'sad'::mood);
CREATE TYPE pair AS (a mood, b mood);

CREATE FUNCTION larger(mood, mood) RETURNS mood LANGUAGE sql IMMUTABLE RETURN greatest($1, $2);
CREATE AGGREGATE best(mood) (SFUNC = larger, STYPE = mood);
CREATE OPERATOR <-> (LEFTARG = mood, RIGHTARG = mood, FUNCTION = larger);
