CREATE TABLE t (id integer PRIMARY KEY USING INDEX TABLESPACE elsewhere, a integer, b integer, c text, UNIQUE (b));
CREATE INDEX t_a_idx ON t (a);
CREATE INDEX t_b_idx ON t (b) TABLESPACE elsewhere;
-- Made anew, and where it was.
CREATE UNIQUE INDEX t_c_idx ON t (c) WITH (fillfactor = 70) TABLESPACE elsewhere WHERE c <> '';
ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a) WITH (fillfactor = 60) USING INDEX TABLESPACE elsewhere DEFERRABLE;
ALTER TABLE t ADD CONSTRAINT t_c_excl EXCLUDE USING btree (c WITH =) USING INDEX TABLESPACE elsewhere WHERE (a > 0);
CREATE TABLE new (
    id integer PRIMARY KEY USING INDEX TABLESPACE elsewhere,
    a integer, EXCLUDE USING btree (a WITH =) USING INDEX TABLESPACE elsewhere
) TABLESPACE elsewhere;
CREATE INDEX new_a_idx ON new (a) TABLESPACE elsewhere;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS n;
CREATE INDEX m_n_idx ON m (n) TABLESPACE elsewhere;
