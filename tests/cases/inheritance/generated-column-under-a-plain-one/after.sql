CREATE TABLE above (a bigint, b integer);
CREATE TABLE below (a bigint, b integer GENERATED ALWAYS AS (a * 2) STORED);
ALTER TABLE below INHERIT above;
