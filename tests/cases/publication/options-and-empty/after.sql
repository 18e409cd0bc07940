CREATE TABLE t (a integer);
CREATE PUBLICATION p WITH (publish = 'update, truncate', publish_via_partition_root = true);
CREATE PUBLICATION nothing;
