-- ALTER POLICY can change an expression, not take it away.
CREATE TABLE t (id integer);
CREATE POLICY p ON t USING (id > 0) WITH CHECK (id > 1);
COMMENT ON POLICY p ON t IS 'kept';
