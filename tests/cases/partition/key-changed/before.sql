CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int, CONSTRAINT n_ok CHECK (n > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
