CREATE TABLE t (id integer PRIMARY KEY, a integer, b text); CREATE PUBLICATION pub FOR TABLE t;
