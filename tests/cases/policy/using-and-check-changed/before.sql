CREATE TABLE t (id integer, owner text);
CREATE POLICY p ON t USING (id > 0) WITH CHECK (id > 1);
CREATE POLICY q ON t FOR INSERT WITH CHECK (owner = 'x');
