CREATE TYPE "a, b" AS ENUM ('x');
CREATE FUNCTION "f(integer)"(integer) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION "my ""f""%s" ("p 'q' \n" "a, b", "😀" "a, b"[] DEFAULT '{x}') RETURNS integer LANGUAGE sql AS 'SELECT 2';
COMMENT ON FUNCTION "my ""f""%s" ("a, b", "a, b"[]) IS 'it''s %';
