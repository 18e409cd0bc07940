CREATE TABLE t (id integer PRIMARY KEY, a bigint, b text);
CREATE TABLE u (id integer PRIMARY KEY, a bigint);
CREATE PUBLICATION p FOR TABLE t (id, a), u;
