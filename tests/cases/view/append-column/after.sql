CREATE TABLE person (id integer PRIMARY KEY, name text, born date);
CREATE VIEW person_name AS SELECT id, name, born FROM person;
