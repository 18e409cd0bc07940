CREATE TABLE t (a text) WITH (fillfactor = 90, parallel_workers = 2, toast_tuple_target = 500, toast.vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0.01);
