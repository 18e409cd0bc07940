CREATE TABLE above (a integer, b integer);
CREATE TABLE below (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
ALTER TABLE below INHERIT above;
