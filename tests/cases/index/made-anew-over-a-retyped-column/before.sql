CREATE TABLE t (a jsonb, b integer);
CREATE INDEX i ON t USING gin (a);
CREATE INDEX j ON t (b);
