CREATE TABLE t (a integer DEFAULT NULL, b integer DEFAULT 3);
