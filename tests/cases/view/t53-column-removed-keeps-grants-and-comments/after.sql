CREATE TABLE person (id integer PRIMARY KEY, name text, secret text);
CREATE VIEW v AS SELECT id, name FROM person;
GRANT SELECT ON v TO reader;
GRANT UPDATE ON v TO writer;
COMMENT ON VIEW v IS 'people';
COMMENT ON COLUMN v.name IS 'full name';
