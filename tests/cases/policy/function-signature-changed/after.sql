CREATE FUNCTION may(tenant integer, strict boolean DEFAULT false) RETURNS boolean STABLE LANGUAGE sql AS 'SELECT tenant > 0';
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR UPDATE USING (may(id)) WITH CHECK (may(id));
