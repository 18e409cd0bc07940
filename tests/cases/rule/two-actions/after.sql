CREATE TABLE t (a integer);
CREATE TABLE log (a integer);
CREATE RULE "both" AS ON DELETE TO t DO ALSO (
  INSERT INTO log VALUES (OLD.a);
  DELETE FROM log WHERE log.a < OLD.a;
);
