CREATE COLLATION c (provider = icu, locale = 'de');
CREATE COLLATION d (provider = icu, locale = 'fr');
CREATE DOMAIN named AS text COLLATE c;
CREATE TABLE t (id integer PRIMARY KEY, a text COLLATE c DEFAULT 'x', b varchar(10) COLLATE c UNIQUE, n named, o text COLLATE c, CONSTRAINT k CHECK (a <> 'z'));
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (o COLLATE c);
CREATE VIEW v AS SELECT a, b FROM t WHERE a > 'a';
CREATE TABLE p (k text COLLATE c, m integer) PARTITION BY RANGE (m);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
