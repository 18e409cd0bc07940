CREATE FUNCTION next_no(step bigint) RETURNS integer LANGUAGE sql AS 'SELECT step::integer';
CREATE TABLE t (id integer PRIMARY KEY, no integer DEFAULT next_no(1));
