CREATE TABLE member (name text, tenant integer);
CREATE VIEW mine AS SELECT name, tenant FROM member WHERE name = CURRENT_USER;
CREATE TABLE t (id integer);
CREATE POLICY p ON t USING (id IN (SELECT tenant FROM mine));
