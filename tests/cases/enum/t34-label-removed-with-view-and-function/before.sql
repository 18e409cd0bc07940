CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'ok' NOT NULL, CONSTRAINT k CHECK (m <> 'sad'));
CREATE INDEX i ON t (id) WHERE m = 'happy';
CREATE VIEW v AS SELECT m FROM t WHERE m = 'ok';
CREATE FUNCTION f(m mood) RETURNS text LANGUAGE sql AS 'SELECT m::text';
