CREATE DOMAIN d AS numeric(10,2);
CREATE DOMAIN "N m" AS numeric(10,2) CHECK (VALUE > 0);
CREATE DOMAIN over AS "N m";
CREATE TABLE t (a d, b "N m", c over);
