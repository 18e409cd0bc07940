CREATE TABLE t (a integer, b integer, c integer, x integer, y integer,
    CONSTRAINT k UNIQUE (x, y),
    CONSTRAINT f FOREIGN KEY (b, c) REFERENCES t (x, y));
CREATE UNIQUE INDEX i ON t (a, b);
ALTER TABLE t ADD CONSTRAINT g FOREIGN KEY (a, b) REFERENCES t (a, b);
CREATE TABLE other (p integer, q integer, CONSTRAINT h FOREIGN KEY (p, q) REFERENCES t (a, b) ON DELETE CASCADE);
