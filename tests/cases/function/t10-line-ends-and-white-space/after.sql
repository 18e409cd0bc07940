-- Bodies are compared to the letter: only the line ends and the blanks differ.
CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS 'BEGIN
  RETURN 1;
END';
CREATE FUNCTION g() RETURNS integer LANGUAGE sql AS '
  SELECT 1
';
