CREATE COLLATION german (provider = icu, locale = 'de');
CREATE TABLE t (name text COLLATE german);
