CREATE SCHEMA app; CREATE TYPE app.st AS ENUM ('a', 'b'); CREATE TABLE t (a app.st);
