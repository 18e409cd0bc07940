CREATE FUNCTION next_no(step integer) RETURNS integer LANGUAGE sql AS 'SELECT step';
CREATE TABLE t (id integer PRIMARY KEY, no integer DEFAULT next_no(1));
