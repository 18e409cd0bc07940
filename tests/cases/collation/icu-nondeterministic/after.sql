CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION ci IS 'case does not count';
CREATE TABLE t (a text, b text COLLATE ci UNIQUE);
CREATE VIEW v AS SELECT b FROM t ORDER BY b COLLATE ci;
