CREATE TABLE t (id integer);
CREATE POLICY p ON t USING (id > 0);
COMMENT ON POLICY p ON t IS 'kept';
