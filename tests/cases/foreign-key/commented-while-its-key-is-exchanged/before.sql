CREATE TABLE t (n integer, m integer, CONSTRAINT held PRIMARY KEY (n));
CREATE TABLE u (n integer CONSTRAINT commented REFERENCES t, m integer, k integer CONSTRAINT renamed REFERENCES t, l integer);
ALTER TABLE u ADD CONSTRAINT validated FOREIGN KEY (l) REFERENCES t NOT VALID;
CREATE TABLE v (x integer UNIQUE, y integer CONSTRAINT retyped REFERENCES v (x));
