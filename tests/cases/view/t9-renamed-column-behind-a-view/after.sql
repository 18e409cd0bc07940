CREATE TABLE t (id integer, name2 text);
CREATE VIEW v AS SELECT id, name2 AS name, id + 1 AS next FROM t;
