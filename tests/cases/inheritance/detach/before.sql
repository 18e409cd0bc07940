CREATE TABLE a (x integer NOT NULL, n text DEFAULT 'a', CONSTRAINT k CHECK (x > 0));
CREATE TABLE c (z integer) INHERITS (a);
