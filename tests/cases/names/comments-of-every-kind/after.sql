CREATE TABLE t (a integer, b text);
CREATE SCHEMA s;
CREATE VIEW v AS SELECT 1 AS a;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE SEQUENCE q;
CREATE TYPE e AS ENUM ('a');
CREATE INDEX i ON t (a);
COMMENT ON TABLE t IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
COMMENT ON COLUMN t.a IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
COMMENT ON SCHEMA s IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
COMMENT ON VIEW v IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
COMMENT ON COLUMN v.a IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
COMMENT ON FUNCTION f() IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
COMMENT ON SEQUENCE q IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
COMMENT ON TYPE e IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
COMMENT ON INDEX i IS 'it''s % \n \\ $$; -- 
👩 "x" /* ';
