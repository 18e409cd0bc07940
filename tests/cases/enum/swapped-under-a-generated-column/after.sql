CREATE TYPE e AS ENUM ('y', 'z', 'x'); CREATE TABLE t (id integer PRIMARY KEY, a e, b text);

