CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TABLE t (s e PRIMARY KEY); CREATE TABLE u (s e REFERENCES t, o e, CHECK (s = o));
