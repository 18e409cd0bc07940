CREATE COLLATION mixed (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION copied FROM "C";
CREATE TABLE t (a text COLLATE mixed);
CREATE INDEX i ON t (a COLLATE copied);
