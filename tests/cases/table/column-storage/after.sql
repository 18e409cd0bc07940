CREATE TABLE t (a text, b text COMPRESSION pglz, c bytea, d numeric);
ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER c SET STORAGE MAIN, ALTER d SET STATISTICS 300, ALTER a SET (n_distinct = -0.5, n_distinct_inherited = 5);
