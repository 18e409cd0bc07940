CREATE TYPE state AS ENUM ('draft', 'live', 'gone');
CREATE TABLE t (id integer PRIMARY KEY, s state NOT NULL DEFAULT 'draft');
CREATE INDEX t_live ON t (id) WHERE s = 'live';
COMMENT ON TYPE state IS 'kept';
GRANT USAGE ON TYPE state TO reader;
