CREATE TYPE e AS ENUM ('b', 'd'); CREATE TABLE t (s e);
