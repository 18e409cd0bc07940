-- The trigger fires for what the plan itself does, and reads it.
CREATE TABLE t (a integer);
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE DEBUG 'made %', (SELECT string_agg(object_identity, ', ') FROM pg_event_trigger_ddl_commands());
END
$$;
CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE VIEW', 'ALTER TABLE') EXECUTE FUNCTION f();
