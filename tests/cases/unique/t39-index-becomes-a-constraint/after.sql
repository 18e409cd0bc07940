-- PostgreSQL gives the index the constraint's name.
CREATE TABLE t (a integer NOT NULL, b text);
CREATE UNIQUE INDEX t_a_idx ON t (a);
ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE USING INDEX t_a_idx;
