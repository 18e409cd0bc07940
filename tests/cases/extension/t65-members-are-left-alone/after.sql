CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION hstore;
CREATE TABLE t (a text, h hstore DEFAULT 'a=>1');
CREATE INDEX i ON t USING gin (a ext.gin_trgm_ops);
CREATE VIEW v AS SELECT h -> 'a' AS x FROM t;
