CREATE SCHEMA s;
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE TYPE pair AS (kind kind, size smallint);
CREATE TABLE holder (id integer NOT NULL, pair pair NOT NULL) PARTITION BY LIST (id);
CREATE TABLE typed OF pair;
