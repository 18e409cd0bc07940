CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS integer CONSTRAINT small CHECK (VALUE < 10);
CREATE TYPE c AS (x integer, y integer);
COMMENT ON TYPE e IS 'after';
COMMENT ON DOMAIN d IS 'it''s small';
COMMENT ON TYPE c IS 'pair';
COMMENT ON COLUMN c.y IS 'second';
