CREATE FUNCTION "f 'x'"() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER "e ""1"" %" ON ddl_command_start EXECUTE FUNCTION "f 'x'"();
