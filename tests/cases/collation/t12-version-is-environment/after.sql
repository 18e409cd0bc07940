CREATE COLLATION german (provider = icu, locale = 'de');
CREATE TABLE t (name text COLLATE german);
UPDATE pg_collation SET collversion = '1' WHERE collname = 'german';
