CREATE SCHEMA shop;
CREATE TABLE shop.u (a integer);
CREATE VIEW v AS SELECT u.a FROM shop.u WHERE u.a > 0;
