CREATE SCHEMA app; CREATE TYPE app.st AS ENUM ('a', 'b'); CREATE TABLE t (a app.st DEFAULT 'b', id serial); CREATE TABLE app.u (id serial, s app.st DEFAULT 'a');
