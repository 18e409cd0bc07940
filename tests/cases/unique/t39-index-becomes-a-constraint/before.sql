CREATE TABLE t (a integer NOT NULL, b text);
CREATE UNIQUE INDEX t_a_idx ON t (a);
