CREATE TABLE t (id integer PRIMARY KEY, price numeric NOT NULL, gross numeric GENERATED ALWAYS AS (price * 1.19) VIRTUAL);
