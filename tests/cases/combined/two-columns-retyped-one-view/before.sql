CREATE TABLE t (a integer, b varchar(10));
CREATE TABLE u (a integer, c numeric(5, 2));
CREATE VIEW v AS SELECT t.a, t.b, u.c FROM t JOIN u ON t.a = u.a;
