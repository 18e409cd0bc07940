CREATE TABLE t (a integer);
-- Names sort against the order of need.
CREATE VIEW z AS SELECT a FROM t;
CREATE VIEW m AS SELECT a FROM z;
CREATE VIEW a AS SELECT m.a FROM m JOIN z ON m.a = z.a;
