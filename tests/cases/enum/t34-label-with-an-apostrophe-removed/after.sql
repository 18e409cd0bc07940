CREATE TYPE "Odd ""state""" AS ENUM ('it''s', 'a\b');
CREATE TABLE "t 'x'" ("s s" "Odd ""state""" DEFAULT 'it''s', many "Odd ""state"""[] DEFAULT ARRAY['a\b'::"Odd ""state"""]);
CREATE VIEW "v %" AS SELECT "s s" FROM "t 'x'" WHERE "s s" = 'it''s';
