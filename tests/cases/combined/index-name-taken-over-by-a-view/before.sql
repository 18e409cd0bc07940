CREATE TABLE t (a integer);
CREATE INDEX name ON t (a);
