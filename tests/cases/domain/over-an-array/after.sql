CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN few AS integer[] CHECK (array_length(VALUE, 1) < 4);
CREATE DOMAIN moods AS mood[];
CREATE TABLE t (a integer, f few, m moods DEFAULT '{a}');
