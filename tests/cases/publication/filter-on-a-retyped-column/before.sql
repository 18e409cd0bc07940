CREATE TABLE t (a integer PRIMARY KEY, b integer, c text);
CREATE TABLE u (a integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t WHERE (b > 5);
