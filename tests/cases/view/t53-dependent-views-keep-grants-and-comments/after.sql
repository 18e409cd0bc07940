CREATE TABLE person (id integer PRIMARY KEY, name text, secret text);
CREATE VIEW v AS SELECT secret, id FROM person;
CREATE VIEW w AS SELECT id FROM v;
COMMENT ON VIEW w IS 'unchanged';
GRANT SELECT ON w TO PUBLIC;
