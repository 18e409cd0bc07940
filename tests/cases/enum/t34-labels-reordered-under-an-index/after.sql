CREATE TYPE size AS ENUM ('small', 'medium', 'large');
CREATE TABLE t (s size);
CREATE INDEX t_s ON t (s);
CREATE VIEW v AS SELECT s FROM t WHERE s < 'large' ORDER BY s;
