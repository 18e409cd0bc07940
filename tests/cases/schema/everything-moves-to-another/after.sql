CREATE SCHEMA new;
CREATE TYPE new.mood AS ENUM ('a', 'b');
CREATE TABLE new.t (id serial PRIMARY KEY, m new.mood DEFAULT 'a');
CREATE VIEW new.v AS SELECT id, m FROM new.t;
CREATE FUNCTION new.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
