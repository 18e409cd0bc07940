CREATE TABLE t (a integer, b integer);
CREATE FUNCTION tracked() RETURNS bigint BEGIN ATOMIC SELECT count(b) FROM t; END;
CREATE FUNCTION text() RETURNS bigint LANGUAGE sql AS 'SELECT count(b) FROM t';
CREATE VIEW v AS SELECT tracked() + text() AS n;
