CREATE TABLE t (a integer PRIMARY KEY, b text);
CREATE INDEX i ON t (b);
COMMENT ON INDEX i IS 'kept';
