CREATE EXTENSION citext; CREATE TABLE t (a citext, CHECK (a <> 'S'), CHECK (a IN ('x', 'y'))); CREATE UNIQUE INDEX i ON t (a) WHERE a <> 'q';
