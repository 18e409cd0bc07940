CREATE SCHEMA old;
CREATE TYPE old.mood AS ENUM ('a', 'b');
CREATE TABLE old.t (id serial PRIMARY KEY, m old.mood DEFAULT 'a');
CREATE VIEW old.v AS SELECT id, m FROM old.t;
CREATE FUNCTION old.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
