CREATE TYPE c AS (a bigint, b text, d text COLLATE "C");
CREATE TYPE r AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE TABLE t (x r, y c[]);
