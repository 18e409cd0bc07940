-- Only the order differs, so sorting and the index do.
CREATE TYPE size AS ENUM ('small', 'large', 'medium');
CREATE TABLE t (s size);
CREATE INDEX t_s ON t (s);
CREATE VIEW v AS SELECT s FROM t WHERE s < 'large' ORDER BY s;
