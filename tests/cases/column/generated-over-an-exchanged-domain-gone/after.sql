CREATE DOMAIN d AS bigint CHECK (value > 0); CREATE TABLE t (id integer PRIMARY KEY, a d, b text);

