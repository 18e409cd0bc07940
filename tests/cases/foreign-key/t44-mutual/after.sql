CREATE TABLE z (id integer); CREATE TABLE t (id integer PRIMARY KEY, u integer); CREATE TABLE u (id integer PRIMARY KEY, t integer REFERENCES t); ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES u;
