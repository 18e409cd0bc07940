CREATE TABLE t (a integer);
CREATE TABLE a_journal (a integer, at timestamptz DEFAULT now());
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO a_journal (a) VALUES (NEW.a);
