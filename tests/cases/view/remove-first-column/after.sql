CREATE TABLE person (id integer PRIMARY KEY, name text, born date);
CREATE VIEW person_name AS SELECT name, born FROM person;
