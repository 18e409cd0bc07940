CREATE TABLE p (id integer NOT NULL, a integer) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE INDEX p_a_idx ON ONLY p (a);
ALTER TABLE ONLY p ADD CONSTRAINT p_key UNIQUE (id);
-- PostgreSQL gives new partitions what the first one lacks.
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE TABLE t (id integer NOT NULL, a integer);
CREATE INDEX t_a_idx ON t (a);
ALTER TABLE p ATTACH PARTITION t FOR VALUES IN (3);
