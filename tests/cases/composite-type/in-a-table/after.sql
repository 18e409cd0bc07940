CREATE TYPE address AS (street text COLLATE "C", number integer, tags text[]);
COMMENT ON COLUMN address.number IS 'of the house';
CREATE TABLE t (a integer, home address, others address[]);
CREATE FUNCTION at(x address) RETURNS text LANGUAGE sql AS 'SELECT ($1).street';
