CREATE TABLE above (a integer NOT NULL, b integer NOT NULL, c integer);
CREATE TABLE below (CONSTRAINT mine NOT NULL a, CONSTRAINT too NOT NULL c) INHERITS (above);
COMMENT ON CONSTRAINT mine ON below IS 'of the first';
COMMENT ON CONSTRAINT above_b_not_null ON below IS 'of the second';
COMMENT ON CONSTRAINT too ON below IS 'of the third';
