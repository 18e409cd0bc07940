CREATE TABLE t (a json, b bigint);
CREATE INDEX i ON t ((a ->> 'a') DESC);
CREATE INDEX j ON t (b DESC);
