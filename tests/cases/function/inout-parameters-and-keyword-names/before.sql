CREATE FUNCTION f(INOUT "from" integer, IN "order" text) LANGUAGE sql AS 'SELECT $1';
