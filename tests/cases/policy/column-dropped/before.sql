CREATE TABLE t (id integer, tenant integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY gone ON t USING (tenant = 1);
CREATE POLICY p ON t USING (id > 0 AND tenant = 1);
