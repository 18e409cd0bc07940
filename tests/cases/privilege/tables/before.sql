CREATE TABLE t (id int, s text); CREATE SEQUENCE sq;
GRANT SELECT, INSERT ON t TO reader; GRANT UPDATE (s) ON t TO writer;
