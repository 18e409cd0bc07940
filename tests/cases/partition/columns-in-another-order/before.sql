CREATE TABLE p (k integer NOT NULL, at date NOT NULL, n text) PARTITION BY LIST (k);
