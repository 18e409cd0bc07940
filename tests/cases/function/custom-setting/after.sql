-- Only a superuser may attach a setting that no module has declared.
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SET "my.setting" = E'it''s "\\" here\n' AS 'BEGIN END';
