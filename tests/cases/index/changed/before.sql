CREATE TABLE t (a integer, b text); CREATE INDEX i ON t (a); CREATE INDEX j ON t (b); CREATE UNIQUE INDEX k ON t (a);
