CREATE PROCEDURE "p ""1"" %"(integer) LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE PROCEDURE "p ""1"" %"("it's" integer[], VARIADIC "😀" text[]) LANGUAGE plpgsql AS 'BEGIN END';
CREATE PROCEDURE "call"() LANGUAGE plpgsql AS 'BEGIN END';
COMMENT ON PROCEDURE "p ""1"" %"(integer) IS '100 %';
