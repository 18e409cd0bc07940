CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL);
CREATE VIEW one AS SELECT id, name FROM person;
CREATE VIEW two AS SELECT a.id, person.name FROM one a JOIN person USING (id);
CREATE MATERIALIZED VIEW three AS SELECT count(*) AS many FROM person;
CREATE RULE noted AS ON UPDATE TO one DO INSTEAD UPDATE person SET name = new.name WHERE person.id = old.id;
CREATE TABLE f (id integer PRIMARY KEY);
CREATE FUNCTION f(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n;
CREATE VIEW calls AS SELECT f(id) AS n FROM f;
CREATE POLICY seen ON person USING (EXISTS (SELECT FROM f WHERE f.id = person.id));
