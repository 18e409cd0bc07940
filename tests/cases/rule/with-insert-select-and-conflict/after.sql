CREATE TABLE t (a integer);
CREATE TABLE seen (a integer CONSTRAINT seen_a_key UNIQUE, n integer);
CREATE RULE r AS ON INSERT TO t DO ALSO
  INSERT INTO seen SELECT NEW.a, 1 ON CONFLICT ON CONSTRAINT seen_a_key DO UPDATE SET n = seen.n + 1;
