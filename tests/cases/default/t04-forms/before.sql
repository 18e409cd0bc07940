CREATE TABLE t (a jsonb, b text[], c integer, d boolean, e varchar(9), f date, g timestamptz, h uuid);
