CREATE TABLE t (a integer, b integer); CREATE INDEX i ON t (b, a); CLUSTER t USING i;
