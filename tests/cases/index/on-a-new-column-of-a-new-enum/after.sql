CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (id integer, s e NOT NULL DEFAULT 'a'); CREATE INDEX i ON t (id) WHERE s = 'b'; CREATE INDEX j ON t (s);
