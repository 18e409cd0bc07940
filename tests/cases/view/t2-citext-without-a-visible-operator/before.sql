-- IS DISTINCT FROM, IN and CASE cannot name their operator: created with only pg_catalog in the
-- search_path they would compare as text, case and all.
CREATE EXTENSION citext;
CREATE TABLE t (c citext);
