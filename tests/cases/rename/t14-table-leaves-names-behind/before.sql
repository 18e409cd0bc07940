CREATE TABLE a (id serial PRIMARY KEY, email text UNIQUE); CREATE INDEX a_x ON a (email); CREATE VIEW v AS SELECT id FROM a;
