CREATE TABLE t (id integer, a integer NOT NULL, CONSTRAINT former PRIMARY KEY (id, a), CONSTRAINT held UNIQUE (id, a));
CREATE TABLE r (x integer, y integer, CONSTRAINT r_fk FOREIGN KEY (x, y) REFERENCES t (id, a) ON DELETE CASCADE);
CREATE TABLE s (id integer NOT NULL, CONSTRAINT s_id UNIQUE (id));
CREATE TABLE q (x integer CONSTRAINT q_fk REFERENCES s (id) ON DELETE CASCADE);
