CREATE DOMAIN d AS numeric(8);
CREATE TABLE t (id integer PRIMARY KEY, a d, b text);
CREATE INDEX i ON t (b, a);
CREATE INDEX j ON t (a);
CREATE INDEX k ON t ((a * 2)) WHERE a > 0;
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
