CREATE COLLATION c (provider = icu, locale = 'fr');
CREATE TABLE t (a text);
CREATE INDEX i ON t (a COLLATE c);
CREATE VIEW v AS SELECT a FROM t ORDER BY a COLLATE c;
