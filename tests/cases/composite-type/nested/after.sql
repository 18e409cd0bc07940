CREATE TYPE inner_one AS (a integer);
CREATE TYPE outer_one AS (i inner_one, many inner_one[]);
CREATE TABLE t (a integer, o outer_one);
