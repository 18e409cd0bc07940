CREATE FUNCTION f(a varchar(10), b numeric(5, 2)) RETURNS text LANGUAGE sql AS 'SELECT a';
