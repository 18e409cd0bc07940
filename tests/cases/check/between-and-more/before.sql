CREATE TABLE t (a integer, b integer, c varchar(5));
CREATE VIEW v AS SELECT a FROM t;
