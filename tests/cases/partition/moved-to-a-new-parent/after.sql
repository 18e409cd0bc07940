CREATE TABLE target (id integer PRIMARY KEY);
CREATE TABLE latter (k date NOT NULL, v bigint, w text DEFAULT 'y', z integer,
    CONSTRAINT c CHECK (v > 1), CONSTRAINT e CHECK (z > 0), CONSTRAINT f FOREIGN KEY (z) REFERENCES target) PARTITION BY LIST (k);
CREATE TABLE part PARTITION OF latter FOR VALUES IN ('2020-02-01');
CREATE INDEX i ON latter (v);
CREATE INDEX l ON latter (z);
