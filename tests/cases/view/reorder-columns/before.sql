CREATE TABLE point (x integer, y integer);
CREATE VIEW p AS SELECT x, y FROM point;
