CREATE SCHEMA s;
CREATE TYPE s.kind AS ENUM ('a', 'b');
CREATE TYPE pair AS (kind s.kind, size smallint);
CREATE TABLE holder (id integer NOT NULL, pair pair NOT NULL) PARTITION BY LIST (id);
CREATE TABLE typed OF pair;
