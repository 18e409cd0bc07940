CREATE TABLE "t 'x'" ("user" text, "a.b" integer);
CREATE POLICY "Only ""mine"" %" ON "t 'x'" USING ("user" = CURRENT_USER);
