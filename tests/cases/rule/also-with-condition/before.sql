CREATE TABLE t (a integer, b text);
CREATE TABLE log (a integer, note text);
CREATE RULE write AS ON UPDATE TO t DO ALSO INSERT INTO log VALUES (OLD.a, 'changed');
