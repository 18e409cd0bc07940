CREATE EXTENSION citext;
CREATE TABLE t (c citext, n bigint);
CREATE VIEW v AS SELECT c, n FROM t WHERE c <> 'S';
