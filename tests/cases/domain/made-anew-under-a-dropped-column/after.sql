CREATE DOMAIN d AS text;
CREATE TABLE t (b integer);
