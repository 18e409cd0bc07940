-- Only the labels differ: both columns have the same type.
CREATE TABLE point (x integer, y integer);
CREATE VIEW p AS SELECT x AS a, y AS b FROM point;
