CREATE SCHEMA x;
CREATE TABLE t (a integer, b integer);
