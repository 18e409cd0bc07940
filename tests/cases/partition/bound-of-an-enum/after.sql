CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE p (m mood, b boolean, u uuid) PARTITION BY LIST (m);
CREATE TABLE p_a PARTITION OF p FOR VALUES IN ('a', 'b') PARTITION BY LIST (b);
CREATE TABLE p_a_t PARTITION OF p_a FOR VALUES IN (true);
