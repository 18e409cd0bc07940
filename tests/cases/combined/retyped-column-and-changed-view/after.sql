-- The view must go for the column, and it does not come back as it was.
CREATE TABLE t (a bigint, b integer);
CREATE VIEW v AS SELECT b, a FROM t;
CREATE VIEW w AS SELECT a, b FROM v;
CREATE FUNCTION f() RETURNS SETOF w STABLE LANGUAGE sql AS 'SELECT * FROM w';
