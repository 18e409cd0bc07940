CREATE TABLE t (id int, old text, name text);
CREATE VIEW v AS SELECT id, old, name FROM t;
