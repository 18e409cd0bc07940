CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS integer CONSTRAINT small CHECK (VALUE < 10);
CREATE TYPE c AS (x integer, y integer);
COMMENT ON TYPE e IS 'before';
COMMENT ON CONSTRAINT small ON DOMAIN d IS 'gone';
