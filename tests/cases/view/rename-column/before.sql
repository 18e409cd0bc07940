CREATE TABLE person (id integer PRIMARY KEY, name text);
CREATE VIEW v AS SELECT id, name AS nm FROM person;
COMMENT ON COLUMN v.nm IS 'short';
