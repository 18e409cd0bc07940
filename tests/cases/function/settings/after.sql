CREATE SCHEMA "odd, 'schema'";
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql
  SET work_mem = '16MB' SET search_path = "odd, 'schema'", public, "$user"
  SET DateStyle = 'ISO, DMY' AS 'BEGIN END';
