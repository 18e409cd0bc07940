CREATE TABLE t (a integer, s bigint GENERATED ALWAYS AS (a + 1) STORED);
