CREATE TABLE t (a int primary key, b text, c jsonb) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
ALTER TABLE t ALTER b SET STORAGE EXTERNAL; ALTER TABLE t ALTER a SET STATISTICS 500; ALTER TABLE t ALTER a SET (n_distinct = -0.5);
ALTER TABLE t REPLICA IDENTITY FULL; ALTER TABLE t CLUSTER ON t_pkey;
