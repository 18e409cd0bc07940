CREATE TYPE state AS ENUM ('draft', 'live', 'gone');
CREATE TABLE t (id integer, s state);
CREATE POLICY p ON t USING (s = 'live');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE OF s ON t FOR EACH ROW WHEN (NEW.s = 'draft') EXECUTE FUNCTION f();
