CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL);
CREATE VIEW person_name AS SELECT id, upper(name) AS name FROM person;
