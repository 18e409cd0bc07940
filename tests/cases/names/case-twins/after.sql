CREATE TABLE users (id integer, "Id" integer, "ID" integer);
CREATE TABLE "Users" (id integer);
CREATE TABLE "USERS" (id integer);
CREATE VIEW "usErs" AS SELECT "Id", "ID", id FROM users;
