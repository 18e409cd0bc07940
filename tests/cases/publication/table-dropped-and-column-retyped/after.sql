CREATE TABLE t (a bigint PRIMARY KEY, b integer, c text);
CREATE PUBLICATION p FOR TABLE t;
