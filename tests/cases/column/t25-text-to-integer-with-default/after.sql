CREATE TABLE t (a integer DEFAULT 7, b uuid);
