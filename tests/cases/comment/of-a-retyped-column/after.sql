CREATE TABLE t (id integer PRIMARY KEY, a text CONSTRAINT filled CHECK (a <> ''));
CREATE INDEX t_a ON t (a);
COMMENT ON COLUMN t.a IS 'kept';
COMMENT ON CONSTRAINT filled ON t IS 'kept';
COMMENT ON INDEX t_a IS 'kept';
