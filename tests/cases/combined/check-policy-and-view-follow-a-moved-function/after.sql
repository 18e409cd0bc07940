CREATE SCHEMA shop;
CREATE FUNCTION shop.ok(integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 > 0';
CREATE TABLE t (a integer CONSTRAINT c CHECK (shop.ok(a)));
CREATE POLICY p ON t USING (shop.ok(a));
CREATE VIEW v AS SELECT a FROM t WHERE shop.ok(a);
