CREATE TABLE t (id int);
CREATE EXTENSION postgres_fdw;
CREATE SERVER "far away" FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', dbname 'it''s');
CREATE USER MAPPING FOR PUBLIC SERVER "far away" OPTIONS (user 'me');
CREATE FOREIGN TABLE f (id int OPTIONS (column_name 'ID') NOT NULL, name text DEFAULT 'x') SERVER "far away" OPTIONS (table_name 'g');
CREATE VIEW v AS SELECT id FROM f;
GRANT USAGE ON FOREIGN SERVER "far away" TO reader;
