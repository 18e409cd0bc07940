CREATE TABLE t (a integer, b integer, c integer, UNIQUE (a, b), CHECK (a > b)); CREATE INDEX t_ab ON t (a, b); CREATE STATISTICS st ON a, b FROM t;
