-- The grantor is the owner, not the superuser who gave the command.
CREATE TABLE t (id integer);
ALTER TABLE t OWNER TO app;
GRANT SELECT ON t TO reader;
GRANT UPDATE (id) ON t TO writer;
