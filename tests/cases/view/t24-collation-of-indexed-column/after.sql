CREATE TABLE word (w varchar(20) COLLATE "POSIX", n integer);
CREATE UNIQUE INDEX word_w ON word (w, n);
CREATE INDEX word_lower ON word (lower(w)) WHERE w <> '';
