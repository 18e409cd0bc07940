CREATE SCHEMA app;
CREATE FUNCTION app.same(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT lower($1) = lower($2)';
CREATE OPERATOR app.=== (FUNCTION = app.same, LEFTARG = text, RIGHTARG = text);
CREATE TYPE app.st AS ENUM ('a', 'b');
CREATE TABLE t (w text, s app.st DEFAULT 'a');
CREATE VIEW v AS SELECT w FROM t WHERE w OPERATOR(app.===) 'x';
