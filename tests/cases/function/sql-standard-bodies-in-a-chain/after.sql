CREATE TABLE t (a integer);
-- Tracked dependencies run against the names' order.
CREATE FUNCTION z() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM t; END;
CREATE VIEW m AS SELECT z() AS n;
CREATE FUNCTION b() RETURNS bigint BEGIN ATOMIC SELECT n FROM m; END;
CREATE VIEW a AS SELECT b() + z() AS n;
