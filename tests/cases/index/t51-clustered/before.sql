CREATE TABLE t (a integer, b integer); CREATE INDEX i ON t (a); CLUSTER t USING i;
