CREATE TABLE t (id integer, owner text);
CREATE POLICY p ON t USING (id > 10) WITH CHECK (id > 1 AND owner <> 'it''s');
CREATE POLICY q ON t FOR INSERT WITH CHECK (owner = CURRENT_USER);
