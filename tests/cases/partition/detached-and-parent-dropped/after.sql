CREATE TABLE p1 (k integer NOT NULL, at date NOT NULL, n text);
CREATE INDEX p1_n_idx ON p1 (n);
