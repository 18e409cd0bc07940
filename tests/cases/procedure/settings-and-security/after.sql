CREATE PROCEDURE p() LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS 'BEGIN END';
