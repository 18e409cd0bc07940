CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE p (m mood) PARTITION BY LIST (m);
