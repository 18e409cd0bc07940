CREATE TABLE t (n integer, m integer, CONSTRAINT held UNIQUE (n));
ALTER TABLE t ALTER n SET NOT NULL;
CREATE TABLE u (n integer CONSTRAINT commented REFERENCES t (n), m integer, k integer CONSTRAINT latter REFERENCES t (n) DEFERRABLE, l integer CONSTRAINT validated REFERENCES t (n));
COMMENT ON CONSTRAINT commented ON u IS 'said';
CREATE TABLE v (x text UNIQUE, y text CONSTRAINT retyped REFERENCES v (x));
COMMENT ON CONSTRAINT retyped ON v IS 'said';
