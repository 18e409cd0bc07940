CREATE TABLE t (a text, b integer, c integer, CONSTRAINT k CHECK (lower(a) = a AND b IN (1, 2)));
CREATE INDEX i ON t ((a || 'x'), (b + 1));
CREATE UNIQUE INDEX j ON t (a, b) WHERE b > 0;
