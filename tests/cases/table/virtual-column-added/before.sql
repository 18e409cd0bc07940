CREATE TABLE t (id integer PRIMARY KEY, price numeric NOT NULL);
