-- A call f(1) takes the exact match; the long one stays for f(1, 2).
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION f(a integer, b integer, c text DEFAULT 'it''s', d date DEFAULT CURRENT_DATE) RETURNS integer
  LANGUAGE sql AS 'SELECT a + b';
