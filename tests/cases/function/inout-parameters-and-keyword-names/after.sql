CREATE FUNCTION f(INOUT "from" integer, IN "order" text, OUT "select" text, OUT "Mixed ""x""" date) LANGUAGE plpgsql AS $f$
BEGIN
  "select" := "order";
END
$f$;
