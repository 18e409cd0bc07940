CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (s e DEFAULT 'b', CHECK (s <> 'b' OR s IS NOT NULL)); CREATE INDEX i ON t (s) WHERE s = 'b';
