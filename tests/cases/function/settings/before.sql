CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SET work_mem = '8MB' SET search_path = '' AS 'BEGIN END';
