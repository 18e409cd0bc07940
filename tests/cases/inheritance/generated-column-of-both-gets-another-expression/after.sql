CREATE TABLE above (a integer, b integer GENERATED ALWAYS AS (a * 3) STORED, c bigint);
CREATE TABLE below (b integer, c bigint) INHERITS (above);
CREATE TABLE beside () INHERITS (above);
CREATE INDEX below_b ON below (b);
COMMENT ON COLUMN below.b IS 'twice';
