CREATE TABLE above (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE below (b integer) INHERITS (above);
CREATE VIEW seen AS SELECT b FROM below;
