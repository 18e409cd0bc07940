-- Functions, procedures and aggregates share one namespace.
CREATE FUNCTION p(a integer) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
COMMENT ON FUNCTION p(integer) IS 'same';
