CREATE TABLE t (a integer, b text);
CREATE TABLE u (k integer PRIMARY KEY);
ALTER TABLE t ADD CONSTRAINT "it's ""so"".so %s %1$I \n" CHECK (a > 0);
ALTER TABLE t ADD CONSTRAINT "a
b" CHECK (a > 0);
ALTER TABLE t ADD CONSTRAINT "👩‍👩‍👧 ünï" CHECK (a > 0);
ALTER TABLE t ADD CONSTRAINT "select" CHECK (a > 0);
ALTER TABLE t ADD CONSTRAINT "$$;--" UNIQUE (a, b);
ALTER TABLE t ADD CONSTRAINT "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" UNIQUE (a, b);
ALTER TABLE t ADD CONSTRAINT "éééééééééééééééééééééééééééééééz" FOREIGN KEY (a) REFERENCES u;
ALTER TABLE t ADD CONSTRAINT "; DROP TABLE t; --" FOREIGN KEY (a) REFERENCES u;
