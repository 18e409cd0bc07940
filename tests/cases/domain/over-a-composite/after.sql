CREATE TYPE pair AS (a integer, b integer);
CREATE DOMAIN ordered AS pair CHECK ((VALUE).a <= (VALUE).b);
CREATE TABLE t (p ordered);
