-- Both grants give what was there already: the lists are written down and mean the same. One real grant comes.
CREATE TABLE t (id integer);
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
GRANT ALL ON t TO CURRENT_USER;
GRANT EXECUTE ON FUNCTION f() TO PUBLIC;
CREATE TABLE u (id integer);
GRANT SELECT ON u TO reader;
