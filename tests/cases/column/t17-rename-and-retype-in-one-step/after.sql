CREATE TABLE t (id integer, total bigint NOT NULL);
