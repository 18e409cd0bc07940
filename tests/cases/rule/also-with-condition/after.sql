CREATE TABLE t (a integer, b text);
CREATE TABLE log (a integer, note text);
CREATE RULE write AS ON UPDATE TO t WHERE OLD.b <> NEW.b
  DO ALSO INSERT INTO log (a, note) VALUES (NEW.a, 'it''s ' || NEW.b);
