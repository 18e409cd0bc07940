CREATE DOMAIN d AS varchar(60);
CREATE TABLE t (id integer PRIMARY KEY, a d, b text);
CREATE INDEX i ON t (b, a COLLATE "C");
CREATE INDEX j ON t (a COLLATE "C");
CREATE INDEX k ON t ((coalesce(a, '')::text)) WHERE a <> '';
ALTER TABLE t ADD CONSTRAINT c CHECK (a ~ '^[0-9]+$');
