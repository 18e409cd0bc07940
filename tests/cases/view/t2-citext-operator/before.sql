CREATE EXTENSION citext;
CREATE TABLE t (c citext, n integer);
CREATE VIEW v AS SELECT c FROM t WHERE c <> 'S';
