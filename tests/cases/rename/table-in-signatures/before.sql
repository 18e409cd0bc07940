CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL);
CREATE FUNCTION shown(p person) RETURNS text LANGUAGE sql STABLE RETURN (p).name;
CREATE FUNCTION everybody() RETURNS SETOF person LANGUAGE plpgsql AS 'BEGIN RETURN; END';
CREATE VIEW names AS SELECT id, shown(p) AS name FROM person p;
CREATE TABLE kept (id integer PRIMARY KEY, was person, they person[]);
