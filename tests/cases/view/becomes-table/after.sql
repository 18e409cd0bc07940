CREATE TABLE source (a integer, b text);
CREATE TABLE v (a integer, b text);
CREATE VIEW w AS SELECT a FROM v;
