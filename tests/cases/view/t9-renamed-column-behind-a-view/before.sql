-- PostgreSQL rewrites the query to "name2 AS name"; the view's columns stay as they were.
CREATE TABLE t (id integer, name text);
CREATE VIEW v AS SELECT id, name FROM t;
ALTER TABLE t RENAME COLUMN name TO name2;
