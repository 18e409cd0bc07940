CREATE EXTENSION pg_trgm;
CREATE TABLE t (a text, b text, c text);
CREATE INDEX t_a_idx ON t USING gist (a gist_trgm_ops (siglen = 64));
CREATE INDEX t_b_idx ON t USING gist (b gist_trgm_ops (siglen = 100), a gist_trgm_ops);
CREATE INDEX t_c_idx ON t USING gist (c gist_trgm_ops);
