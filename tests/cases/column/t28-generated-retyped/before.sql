CREATE TABLE t (a integer, s integer GENERATED ALWAYS AS (a + 1) STORED);
