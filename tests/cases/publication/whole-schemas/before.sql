CREATE SCHEMA "S s";
CREATE TABLE t (a integer PRIMARY KEY, b integer, c text);
CREATE TABLE u (a integer PRIMARY KEY);
