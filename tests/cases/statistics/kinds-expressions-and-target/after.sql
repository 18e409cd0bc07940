CREATE TABLE t (a integer, b integer, c text);
CREATE STATISTICS s1 (ndistinct, dependencies) ON a, b FROM t;
CREATE STATISTICS s2 (mcv) ON a, (b + 1), (lower(c)) FROM t;
CREATE STATISTICS one ON (a * b) FROM t;
ALTER STATISTICS s1 SET STATISTICS 500;
COMMENT ON STATISTICS s1 IS 'together';
