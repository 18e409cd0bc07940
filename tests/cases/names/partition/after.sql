CREATE TABLE "it's ""so"".so %s %1$I \n" ("a
b" text) PARTITION BY LIST ("a
b");
CREATE TABLE "; DROP TABLE t; --" PARTITION OF "it's ""so"".so %s %1$I \n" FOR VALUES IN ('it''s', 'a\b', '$$');
CREATE TABLE "$$;--" PARTITION OF "it's ""so"".so %s %1$I \n" FOR VALUES IN ('x
y', '%');
CREATE INDEX "éééééééééééééééééééééééééééééééz" ON "it's ""so"".so %s %1$I \n" ("a
b");
