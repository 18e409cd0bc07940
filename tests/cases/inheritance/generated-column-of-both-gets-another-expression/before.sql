CREATE TABLE above (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED, c integer);
CREATE TABLE below (b integer, c integer) INHERITS (above);
CREATE TABLE beside () INHERITS (above);
CREATE INDEX below_b ON below (b);
COMMENT ON COLUMN below.b IS 'twice';
