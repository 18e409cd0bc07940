CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id integer, s e);
