CREATE PROCEDURE "p ""1"" %"(integer) LANGUAGE plpgsql AS 'BEGIN END';
CREATE PROCEDURE "p ""1"" %"(text) LANGUAGE plpgsql AS 'BEGIN END';
