-- Neither the setting nor the policies of the parent reach its partitions.
CREATE TABLE t (k integer) PARTITION BY LIST (k);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
CREATE POLICY p ON t USING (k = 1);
ALTER TABLE t1 ENABLE ROW LEVEL SECURITY;
CREATE POLICY p1 ON t1 USING (k = 1);
