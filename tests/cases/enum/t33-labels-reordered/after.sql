CREATE TYPE e AS ENUM ('c', 'a', 'b'); CREATE TABLE t (s e); CREATE INDEX i ON t (s);
