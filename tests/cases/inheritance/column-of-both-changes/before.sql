CREATE TABLE above (a integer, b integer, c integer, gone text);
CREATE TABLE below (b integer, c integer, gone text, own text) INHERITS (above);
CREATE TABLE lowest (b integer) INHERITS (below);
CREATE VIEW seen AS SELECT b FROM below;
CREATE INDEX below_b ON below (b);
