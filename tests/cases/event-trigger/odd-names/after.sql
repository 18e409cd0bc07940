CREATE FUNCTION "f 'x'"() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER "e ""1"" %" ON ddl_command_end EXECUTE FUNCTION "f 'x'"();
CREATE EVENT TRIGGER "don't \ 😀" ON sql_drop EXECUTE FUNCTION "f 'x'"();
ALTER EVENT TRIGGER "don't \ 😀" DISABLE;
COMMENT ON EVENT TRIGGER "don't \ 😀" IS E'two\nlines';
