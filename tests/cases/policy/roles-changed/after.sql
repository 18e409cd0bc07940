CREATE TABLE t (id integer);
CREATE POLICY a ON t TO app, reader, writer USING (true);
CREATE POLICY b ON t TO CURRENT_USER USING (true);
CREATE POLICY c ON t TO PUBLIC USING (true);
