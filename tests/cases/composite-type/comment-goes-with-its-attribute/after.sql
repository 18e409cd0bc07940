CREATE TYPE place AS (x integer, name varchar(20));
COMMENT ON COLUMN place.name IS 'in English';
