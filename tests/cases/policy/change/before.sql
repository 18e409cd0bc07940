CREATE TABLE t (id int, who text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR SELECT TO reader USING (who = current_user);
