-- The body finds its helper by the search_path of whoever adds the constraint and builds the index.
CREATE FUNCTION fold(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN lower($1); END';
CREATE FUNCTION ok(text) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$BEGIN RETURN fold($1) <> ''; END$$;
CREATE TABLE t (a text CONSTRAINT t_ok CHECK (ok(a)));
CREATE INDEX t_fold ON t (a) WHERE ok(a);
