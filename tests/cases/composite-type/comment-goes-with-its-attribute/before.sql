CREATE TYPE place AS (x integer, y integer, name text);
COMMENT ON COLUMN place.y IS 'to the north';
COMMENT ON COLUMN place.name IS 'in English';
