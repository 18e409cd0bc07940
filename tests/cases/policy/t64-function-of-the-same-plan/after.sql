CREATE TABLE t (id integer, tenant integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE TABLE member (name text, tenant integer);
CREATE FUNCTION zz_tenants() RETURNS SETOF integer STABLE SECURITY DEFINER LANGUAGE sql
  SET search_path = public, pg_temp AS 'SELECT tenant FROM member WHERE name = SESSION_USER';
CREATE POLICY p ON t TO reader, writer USING (tenant IN (SELECT zz_tenants()));
