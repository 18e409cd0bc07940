CREATE TABLE "Users" ("Id" integer PRIMARY KEY, id integer);
CREATE TABLE users (id integer PRIMARY KEY);
CREATE VIEW "V" AS SELECT id FROM users;
CREATE VIEW v AS SELECT id FROM "Users";
