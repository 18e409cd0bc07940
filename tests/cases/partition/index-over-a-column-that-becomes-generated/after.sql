-- The column is dropped and added, and with it indexes of partitions.
CREATE TABLE p (k integer NOT NULL, t text, n smallint GENERATED ALWAYS AS (length(t)::smallint) STORED NOT NULL) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX of_all ON p (n, t);
CREATE INDEX its_own ON p1 (lower(t), n DESC) WHERE n > 0;
GRANT SELECT (n) ON p2 TO reader;
COMMENT ON COLUMN p1.n IS 'of one';
