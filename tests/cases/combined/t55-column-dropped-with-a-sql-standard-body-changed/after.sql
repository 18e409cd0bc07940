CREATE TABLE t (a integer);
CREATE FUNCTION tracked() RETURNS bigint BEGIN ATOMIC SELECT count(a) FROM t; END;
CREATE FUNCTION text() RETURNS bigint LANGUAGE sql AS 'SELECT count(a) FROM t';
CREATE VIEW v AS SELECT tracked() + text() AS n;
