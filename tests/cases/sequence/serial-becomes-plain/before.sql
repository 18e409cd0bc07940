CREATE TABLE t (id serial, n text);
