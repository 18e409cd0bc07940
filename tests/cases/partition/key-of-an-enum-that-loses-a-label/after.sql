CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE p (m mood) PARTITION BY LIST (m);
