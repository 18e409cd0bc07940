CREATE TABLE "t 'x'" ("new" integer, "old" text);
CREATE RULE "r ""1"".%" AS ON INSERT TO "t 'x'" DO INSTEAD NOTHING;
