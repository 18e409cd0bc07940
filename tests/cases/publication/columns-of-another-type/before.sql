CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);
CREATE TABLE u (id integer PRIMARY KEY, a integer);
CREATE PUBLICATION p FOR TABLE t (id, a), u;
