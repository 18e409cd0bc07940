CREATE SCHEMA shop;
CREATE TYPE shop.st AS ENUM ('a', 'b');
CREATE TABLE shop.t (id serial PRIMARY KEY, s shop.st DEFAULT 'a'::shop.st, n integer DEFAULT 2);
CREATE VIEW shop.v AS SELECT t.id, t.s FROM shop.t WHERE t.s = 'a'::shop.st;
