CREATE TYPE state AS ENUM ('draft', 'public');
CREATE TABLE t (id integer, s state DEFAULT 'draft');
CREATE POLICY p ON t FOR SELECT USING (s = 'public');
