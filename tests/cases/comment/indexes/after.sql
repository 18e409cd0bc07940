CREATE TABLE t (a integer PRIMARY KEY, b text);
CREATE INDEX i ON t (b DESC);
COMMENT ON INDEX i IS 'kept';
COMMENT ON INDEX t_pkey IS 'of a constraint';
CREATE INDEX "j 'x'" ON t (lower(b));
COMMENT ON INDEX "j 'x'" IS 'new';
