CREATE TYPE state AS ENUM ('draft', 'live');
CREATE DOMAIN known AS state CHECK (VALUE <> 'draft');
CREATE TYPE pair AS (s state, n integer);
CREATE TABLE t (k known);
