CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, c text, UNIQUE (b) USING INDEX TABLESPACE elsewhere);
CREATE INDEX t_a_idx ON t (a) TABLESPACE elsewhere;
CREATE INDEX t_b_idx ON t (b);
CREATE INDEX t_c_idx ON t (c) WITH (fillfactor = 70) TABLESPACE elsewhere WHERE c <> '';
CREATE INDEX gone ON t (a, b) TABLESPACE elsewhere;
CREATE TABLE gone_too (id integer PRIMARY KEY USING INDEX TABLESPACE elsewhere) TABLESPACE elsewhere;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS n;
CREATE INDEX m_n_idx ON m (n);
