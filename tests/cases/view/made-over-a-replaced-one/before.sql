CREATE TABLE t (a integer, b integer);
CREATE VIEW name AS SELECT a FROM t;
CREATE VIEW n16 AS SELECT a, a + 1 AS c FROM name;
CREATE VIEW other AS SELECT a FROM name;
