CREATE TABLE p (k integer NOT NULL, at date NOT NULL, n text) PARTITION BY LIST (k);
CREATE TABLE turned (n text, k integer NOT NULL, at date NOT NULL);
ALTER TABLE p ATTACH PARTITION turned FOR VALUES IN (1);
