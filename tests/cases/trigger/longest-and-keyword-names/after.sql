CREATE TABLE "order" ("when" integer);
CREATE FUNCTION "trigger"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "before" BEFORE UPDATE OF "when" ON "order" FOR EACH ROW EXECUTE FUNCTION "trigger"();
CREATE TRIGGER ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt BEFORE INSERT ON "order"
  FOR EACH ROW EXECUTE FUNCTION "trigger"('select');
