-- The column is used by the policy of the other table.
CREATE TABLE t (id integer);
CREATE TABLE member (name text, tenant integer);
CREATE POLICY p ON t USING (id IN (SELECT tenant FROM member WHERE name = CURRENT_USER));
