CREATE TABLE t (a integer, b integer); CREATE UNIQUE INDEX t_a ON t (a) INCLUDE (b); CREATE TABLE u (a integer REFERENCES t (a));
