CREATE TYPE person AS (name text, age integer);
CREATE TABLE t OF person (PRIMARY KEY (name), age WITH OPTIONS DEFAULT 5 NOT NULL);
CREATE TABLE u OF person (CHECK (age > 0));
