CREATE TABLE users (id integer);
CREATE TABLE "Users" (id integer);
CREATE VIEW v AS SELECT id FROM "Users";
CREATE FUNCTION "F"() RETURNS integer LANGUAGE sql AS 'SELECT 1';
