CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE p (a integer, b integer, "From" text) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2) PARTITION BY LIST (lower("From"));
