CREATE TABLE t (a integer, b text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "it's ""so"".so %s %1$I \n" BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '$$') EXECUTE FUNCTION f('it''s', 'a\b', 'x
y');
CREATE TRIGGER "a
b" BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '$$') EXECUTE FUNCTION f('it''s', 'a\b', 'x
y');
CREATE TRIGGER "👩‍👩‍👧 ünï" BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '$$') EXECUTE FUNCTION f('it''s', 'a\b', 'x
y');
CREATE TRIGGER "select" BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '$$') EXECUTE FUNCTION f('it''s', 'a\b', 'x
y');
CREATE TRIGGER "$$;--" BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '$$') EXECUTE FUNCTION f('it''s', 'a\b', 'x
y');
CREATE TRIGGER "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '$$') EXECUTE FUNCTION f('it''s', 'a\b', 'x
y');
CREATE TRIGGER "éééééééééééééééééééééééééééééééz" BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '$$') EXECUTE FUNCTION f('it''s', 'a\b', 'x
y');
CREATE TRIGGER "; DROP TABLE t; --" BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '$$') EXECUTE FUNCTION f('it''s', 'a\b', 'x
y');
ALTER TABLE t DISABLE TRIGGER "; DROP TABLE t; --";
