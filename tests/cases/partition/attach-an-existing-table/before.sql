CREATE TABLE p (k integer NOT NULL, at date NOT NULL, n text) PARTITION BY RANGE (k);
CREATE TABLE old (k integer NOT NULL, at date NOT NULL, n text);
