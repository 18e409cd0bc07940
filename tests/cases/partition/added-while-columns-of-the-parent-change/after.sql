-- A partition is attached when the parent has the columns that it has.
CREATE TABLE p (k integer NOT NULL, kind bigint, may text NOT NULL) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE sub PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (k);
CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3);
CREATE TABLE below PARTITION OF sub FOR VALUES IN (2);
