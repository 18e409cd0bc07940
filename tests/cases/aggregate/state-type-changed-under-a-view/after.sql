CREATE TABLE t (a integer);
CREATE AGGREGATE total(integer) (SFUNC = int84pl, STYPE = bigint, INITCOND = '0');
CREATE VIEW v AS SELECT total(a) AS n FROM t;
