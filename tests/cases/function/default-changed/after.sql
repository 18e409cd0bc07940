CREATE FUNCTION f(a integer DEFAULT 2, b text DEFAULT 'y'::varchar(3)) RETURNS text LANGUAGE sql AS 'SELECT b';
