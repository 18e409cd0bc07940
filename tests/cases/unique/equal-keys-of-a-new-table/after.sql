-- One CREATE TABLE with all of these makes only the first of each sort.
CREATE TABLE t (id integer, span int4range);
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
ALTER TABLE t ADD CONSTRAINT t_again UNIQUE (id);
ALTER TABLE t ADD CONSTRAINT t_once_more UNIQUE (id) DEFERRABLE;
ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING gist (span WITH &&);
ALTER TABLE t ADD CONSTRAINT apart_again EXCLUDE USING gist (span WITH &&);
