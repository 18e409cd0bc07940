CREATE EXTENSION pg_trgm;
CREATE TABLE t (a text, b text, c text);
CREATE INDEX t_a_idx ON t USING gist (a gist_trgm_ops (siglen = 32));
CREATE INDEX t_c_idx ON t USING gist (c gist_trgm_ops);
