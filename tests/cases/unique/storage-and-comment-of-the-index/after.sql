CREATE TABLE t (a integer, CONSTRAINT k UNIQUE (a) WITH (fillfactor = 60)); COMMENT ON INDEX k IS 'of the key'; COMMENT ON CONSTRAINT k ON t IS 'the key';
