CREATE TABLE t (a varchar NOT NULL, b text GENERATED ALWAYS AS (lower(a)) STORED, PRIMARY KEY (a, b));
CREATE INDEX i ON t (b, a);
