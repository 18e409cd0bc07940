CREATE TABLE t (id integer, a integer NOT NULL, CONSTRAINT former PRIMARY KEY (id), CONSTRAINT held UNIQUE (id, a));
CREATE TABLE r (x integer, y integer, CONSTRAINT r_fk FOREIGN KEY (x, y) REFERENCES t (id, a));
CREATE TABLE s (id integer NOT NULL, CONSTRAINT s_id UNIQUE (id), CONSTRAINT s_too UNIQUE (id));
CREATE TABLE q (x integer CONSTRAINT q_fk REFERENCES s (id));
