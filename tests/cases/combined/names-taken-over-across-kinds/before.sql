-- Relations share one namespace, types and relations another: each name goes to another kind.
CREATE TABLE a (x integer);
CREATE VIEW b AS SELECT 1 AS x;
CREATE SEQUENCE c;
CREATE TYPE d AS ENUM ('x');
