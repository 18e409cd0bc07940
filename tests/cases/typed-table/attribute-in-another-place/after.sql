CREATE TYPE k AS (a boolean, b integer, c text);
CREATE TABLE t OF k;
