CREATE TABLE t (id integer, amount integer NOT NULL);
