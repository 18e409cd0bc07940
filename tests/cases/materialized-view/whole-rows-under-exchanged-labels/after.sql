CREATE TYPE kind AS ENUM ('a');
CREATE TABLE t (n integer, kind kind);
CREATE MATERIALIZED VIEW v AS SELECT n, t AS whole FROM t;
