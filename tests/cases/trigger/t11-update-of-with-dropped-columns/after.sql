-- The trigger "same" stands on columns 2 and 4 there, on 1 and 2 here.
CREATE TABLE t (a integer, b integer);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER same BEFORE UPDATE OF a, b ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER more BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f();
