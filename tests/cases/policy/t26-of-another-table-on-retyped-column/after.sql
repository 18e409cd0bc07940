CREATE TABLE t (id integer);
CREATE TABLE member (name text, tenant bigint);
CREATE POLICY p ON t USING (id IN (SELECT tenant FROM member WHERE name = CURRENT_USER));
