CREATE SCHEMA "S s";
CREATE TABLE t (a integer PRIMARY KEY, b integer, c text);
CREATE TABLE u (a integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLES IN SCHEMA public, "S s";
CREATE PUBLICATION q FOR TABLE t, TABLES IN SCHEMA "S s" WITH (publish_via_partition_root = true);
