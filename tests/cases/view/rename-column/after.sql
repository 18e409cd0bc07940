CREATE TABLE person (id integer PRIMARY KEY, name text);
CREATE VIEW v AS SELECT id, name AS label FROM person;
COMMENT ON COLUMN v.label IS 'short';
