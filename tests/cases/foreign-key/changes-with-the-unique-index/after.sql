CREATE TABLE t (a integer, c integer, x integer, y integer, z integer,
    CONSTRAINT k UNIQUE (x, z),
    CONSTRAINT f FOREIGN KEY (z, c) REFERENCES t (x, z));
CREATE UNIQUE INDEX i ON t (a, z);
ALTER TABLE t ADD CONSTRAINT g FOREIGN KEY (a, z) REFERENCES t (a, z);
CREATE TABLE other (p integer, q integer, CONSTRAINT h FOREIGN KEY (q, p) REFERENCES t (a, z));
