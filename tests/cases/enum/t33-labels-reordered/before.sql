CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TABLE t (s e); CREATE INDEX i ON t (s);
