CREATE TYPE r AS (a double precision, b varchar);
CREATE TABLE t OF r;
