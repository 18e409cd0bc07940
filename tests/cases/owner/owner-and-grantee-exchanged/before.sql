-- Grants of the owner's own follow a change of owner.
CREATE TABLE t (a integer);
ALTER TABLE t OWNER TO app;
GRANT SELECT ON t TO writer;
