CREATE TABLE t (a int primary key, b int); CREATE TABLE u (a int primary key);
CREATE PUBLICATION p FOR TABLE t (a) WHERE (a > 5), u WITH (publish = 'insert');
