CREATE TABLE a (x integer, gone text);
CREATE TABLE c (z integer) INHERITS (a);
CREATE INDEX i ON c (gone);
