CREATE TABLE "t 'x'" ("user" text, "a.b" integer);
CREATE POLICY "Only ""mine"" %" ON "t 'x'" USING ("user" = CURRENT_USER OR "a.b" = 1);
CREATE POLICY "don't \ 😀
select" ON "t 'x'" FOR SELECT TO reader USING ("user" <> E'\\n''%s');
COMMENT ON POLICY "don't \ 😀
select" ON "t 'x'" IS 'it''s "quoted"';
