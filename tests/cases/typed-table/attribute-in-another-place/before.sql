CREATE TYPE k AS (a boolean, c text);
CREATE TABLE t OF k;
