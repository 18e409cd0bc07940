CREATE TABLE "t 'x'" ("new" integer, "old" text);
CREATE RULE "r ""1"".%" AS ON INSERT TO "t 'x'" WHERE NEW."new" > 0 DO INSTEAD NOTHING;
CREATE RULE "it's \ 😀
end" AS ON UPDATE TO "t 'x'" DO INSTEAD UPDATE "t 'x'" SET "old" = OLD."old" WHERE "t 'x'"."new" = NEW."new";
COMMENT ON RULE "it's \ 😀
end" ON "t 'x'" IS '%s';
