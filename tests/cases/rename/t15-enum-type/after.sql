CREATE TYPE f AS ENUM ('a', 'b'); CREATE TABLE t (s f DEFAULT 'a', many f[]); CREATE INDEX i ON t (s) WHERE s = 'b';
