CREATE DOMAIN public."date" AS text;
CREATE FUNCTION public.upper(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1';
CREATE TABLE t (d public."date");
CREATE VIEW v AS SELECT d, upper(d) AS u FROM t;
