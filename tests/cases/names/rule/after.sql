CREATE TABLE t (a integer, b text);
CREATE RULE "it's ""so"".so %s %1$I \n" AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO DELETE FROM t WHERE b = 'it''s';
CREATE RULE "a
b" AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO DELETE FROM t WHERE b = 'it''s';
CREATE RULE "👩‍👩‍👧 ünï" AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO DELETE FROM t WHERE b = 'it''s';
CREATE RULE "select" AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO DELETE FROM t WHERE b = 'it''s';
CREATE RULE "$$;--" AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO DELETE FROM t WHERE b = 'it''s';
CREATE RULE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO DELETE FROM t WHERE b = 'it''s';
CREATE RULE "éééééééééééééééééééééééééééééééz" AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO DELETE FROM t WHERE b = 'it''s';
CREATE RULE "; DROP TABLE t; --" AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO DELETE FROM t WHERE b = 'it''s';
