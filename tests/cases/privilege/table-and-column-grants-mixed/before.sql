-- REVOKE on the table takes the columns' grants with it.
CREATE TABLE t (id integer, name text);
GRANT SELECT, UPDATE ON t TO reader;
GRANT SELECT (name), UPDATE (name) ON t TO reader;
