CREATE TYPE place AS (at date);
CREATE TABLE t (a boolean, b integer, c boolean GENERATED ALWAYS AS (b > 0) STORED);
