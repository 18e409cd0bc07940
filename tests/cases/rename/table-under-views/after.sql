CREATE TABLE human (id integer CONSTRAINT person_pkey PRIMARY KEY, name text NOT NULL);
CREATE VIEW one AS SELECT id, name FROM human;
CREATE VIEW two AS SELECT a.id, human.name FROM one a JOIN human USING (id);
CREATE MATERIALIZED VIEW three AS SELECT count(*) AS many FROM human;
CREATE RULE noted AS ON UPDATE TO one DO INSTEAD UPDATE human SET name = new.name WHERE human.id = old.id;
CREATE TABLE g (id integer CONSTRAINT f_pkey PRIMARY KEY);
CREATE FUNCTION f(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n;
CREATE VIEW calls AS SELECT f(id) AS n FROM g;
CREATE POLICY seen ON human USING (EXISTS (SELECT FROM g WHERE g.id = human.id));
