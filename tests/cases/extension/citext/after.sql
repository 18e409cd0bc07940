CREATE EXTENSION citext;
CREATE TABLE t (a text, b citext);
CREATE INDEX i ON t (b);
