CREATE TABLE item (a varchar, b varchar, c varchar);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE VIEW listed AS SELECT c FROM item;
