CREATE TABLE point (x integer, y integer);
CREATE VIEW p AS SELECT x AS b, y AS a FROM point;
