CREATE TABLE t (a bigint, b text);
CREATE TABLE u (a bigint, c numeric(8, 2));
CREATE VIEW v AS SELECT t.a, t.b, u.c FROM t JOIN u ON t.a = u.a;
