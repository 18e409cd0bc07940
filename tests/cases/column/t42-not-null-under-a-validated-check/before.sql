CREATE TABLE t (a integer, b integer);
ALTER TABLE t ADD CONSTRAINT a_there CHECK (a IS NOT NULL);
