CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (s e DEFAULT 'a', many e[]); CREATE INDEX i ON t (s) WHERE s = 'b';
