CREATE TYPE state AS ENUM ('draft', 'live', 'gone');
CREATE TABLE t (s state CONSTRAINT c CHECK (s <> 'draft' OR s IS NULL), is_live boolean GENERATED ALWAYS AS (s = 'live') STORED);
