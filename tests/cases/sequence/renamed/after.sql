CREATE TABLE t (id serial);
ALTER SEQUENCE t_id_seq RENAME TO ids;
