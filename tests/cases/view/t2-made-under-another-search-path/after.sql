CREATE SCHEMA app;
CREATE TYPE app.st AS ENUM ('a', 'b');
CREATE TABLE app.t (id serial PRIMARY KEY, s app.st DEFAULT 'a'::app.st, n integer DEFAULT 2);
CREATE VIEW app.v AS SELECT t.id, t.s FROM app.t WHERE t.s = 'a'::app.st;
