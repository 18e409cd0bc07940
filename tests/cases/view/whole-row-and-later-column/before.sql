CREATE TABLE t (a integer);
CREATE VIEW v AS SELECT t AS entire FROM t;
