CREATE TABLE t (a integer, w integer[]);
CREATE OPERATOR CLASS h FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(integer), FUNCTION 2 hashint4extended(integer, bigint);
CREATE INDEX i ON t USING hash (a h);
