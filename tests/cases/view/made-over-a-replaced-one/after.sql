CREATE TABLE t (a integer, b integer);
CREATE VIEW name AS SELECT a, b FROM t;
CREATE VIEW n16 AS SELECT a, b, b + 1 AS c FROM name;
CREATE VIEW other AS SELECT a, b FROM name;
CREATE VIEW a_new AS SELECT b FROM name;
