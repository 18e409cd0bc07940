CREATE SCHEMA new_shop;
CREATE TABLE new_shop.t (id integer PRIMARY KEY);
CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, old text);
CREATE VIEW shop.v AS SELECT id FROM shop.t;
