CREATE TABLE human (id integer CONSTRAINT person_pkey PRIMARY KEY, name text NOT NULL);
CREATE FUNCTION shown(p human) RETURNS text LANGUAGE sql STABLE RETURN (p).name;
CREATE FUNCTION everybody() RETURNS SETOF human LANGUAGE plpgsql AS 'BEGIN RETURN; END';
CREATE VIEW names AS SELECT id, shown(p) AS name FROM human p;
CREATE TABLE kept (id integer PRIMARY KEY, was human, they human[]);
