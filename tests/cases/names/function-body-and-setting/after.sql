CREATE TABLE t (a integer, b text);
CREATE FUNCTION f() RETURNS text LANGUAGE sql SET search_path = "it's ""so"".so %s %1$I \n", public AS $f$SELECT '$$ $function$ $_$ \ %' || 'it''s'$f$;
CREATE PROCEDURE "; DROP TABLE t; --"("a
b" integer DEFAULT 5) LANGUAGE plpgsql AS 'BEGIN NULL; END';
