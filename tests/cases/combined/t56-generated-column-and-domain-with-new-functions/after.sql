CREATE FUNCTION z(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN upper($1); END';
CREATE FUNCTION b(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN public.z($1); END';
CREATE DOMAIN word AS text CHECK (b(VALUE) <> '');
CREATE TABLE t (a text, upper_a word GENERATED ALWAYS AS (b(a)) STORED);
CREATE INDEX t_upper ON t (upper_a, b(a));
