CREATE SCHEMA "s.1";
CREATE TABLE "s.1"."t 'q'" ("new" integer, "a ""b""" integer);
CREATE FUNCTION "s.1"."f 'it''s' %"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "don't" BEFORE INSERT ON "s.1"."t 'q'" FOR EACH ROW
  WHEN (NEW."a ""b""" > 0) EXECUTE FUNCTION "s.1"."f 'it''s' %"();
CREATE TRIGGER "x \ ""y"" 😀 %s
end" AFTER UPDATE OF "new", "a ""b""" ON "s.1"."t 'q'" FOR EACH ROW EXECUTE FUNCTION "s.1"."f 'it''s' %"('%');
ALTER TABLE "s.1"."t 'q'" DISABLE TRIGGER "don't";
COMMENT ON TRIGGER "don't" ON "s.1"."t 'q'" IS 'it''s off';
