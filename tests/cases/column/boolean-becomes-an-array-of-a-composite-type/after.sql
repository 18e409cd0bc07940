CREATE TYPE place AS (at date);
CREATE TABLE t (a place[], b bigint[], c place[]);
