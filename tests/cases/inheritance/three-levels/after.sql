CREATE TABLE a (x bigint, w text NOT NULL DEFAULT 'w', CONSTRAINT pos CHECK (x > 0));
CREATE TABLE b (y integer) INHERITS (a);
CREATE TABLE c (z integer) INHERITS (b);
