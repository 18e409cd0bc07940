CREATE TABLE t (a integer);
CREATE TABLE u (a integer, b text);
CREATE FUNCTION all_u() RETURNS SETOF u STABLE LANGUAGE sql AS 'SELECT * FROM u';
CREATE VIEW v AS SELECT t.a, x.b FROM t JOIN all_u() x USING (a);
