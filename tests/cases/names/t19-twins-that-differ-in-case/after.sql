CREATE TABLE "Users" ("Id" bigint PRIMARY KEY, id integer NOT NULL, "ID" text);
CREATE TABLE users (id integer PRIMARY KEY, "Id" integer REFERENCES "Users");
CREATE INDEX "USERS" ON users ("Id");
CREATE VIEW "V" AS SELECT id, "Id" FROM users;
CREATE VIEW v AS SELECT id FROM "Users";
