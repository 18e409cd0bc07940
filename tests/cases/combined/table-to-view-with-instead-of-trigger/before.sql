-- The table is moved below; its name is taken by a view that writes through.
CREATE TABLE person (id integer, name text);
CREATE VIEW report AS SELECT count(*) FROM person;
