-- Nobody but the owner sees a row once it is enabled.
CREATE TABLE t (id integer);
GRANT SELECT ON t TO reader;
