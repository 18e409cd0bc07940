CREATE TYPE person AS (name text, age integer);
CREATE TABLE t OF person;
