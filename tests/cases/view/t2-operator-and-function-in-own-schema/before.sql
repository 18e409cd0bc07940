CREATE SCHEMA shop;
CREATE FUNCTION shop.same(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT lower($1) = lower($2)';
CREATE OPERATOR shop.=== (FUNCTION = shop.same, LEFTARG = text, RIGHTARG = text);
CREATE TYPE shop.st AS ENUM ('a', 'b');
CREATE TABLE t (w text, s shop.st DEFAULT 'a');
CREATE VIEW v AS SELECT w FROM t WHERE w OPERATOR(shop.===) 'x';
