CREATE TABLE above (a integer, b bigint, c integer NOT NULL, more date);
CREATE TABLE below (b bigint, c integer, more date, own text) INHERITS (above);
CREATE TABLE lowest (b bigint) INHERITS (below);
CREATE VIEW seen AS SELECT b FROM below;
CREATE INDEX below_b ON below (b);
