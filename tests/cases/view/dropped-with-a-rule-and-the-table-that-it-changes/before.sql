CREATE TABLE entry (a integer, b integer);
CREATE TABLE log (a integer);
CREATE VIEW shown AS SELECT a, b FROM entry;
CREATE RULE shown_ins AS ON INSERT TO shown DO INSTEAD INSERT INTO entry (a, b) VALUES (new.a, new.b);
CREATE RULE shown_del AS ON DELETE TO shown DO INSTEAD (DELETE FROM entry WHERE entry.a = old.a; INSERT INTO log VALUES (old.a));
