CREATE TABLE point (x integer, y integer);
CREATE VIEW p AS SELECT y, x FROM point;
