CREATE TABLE a (id int, n bigint DEFAULT 3 NOT NULL, CONSTRAINT k CHECK (n > 1)); CREATE TABLE b (more text) INHERITS (a);
