-- The heap stays as it is, both indexes are rebuilt.
CREATE TABLE word (w varchar(20) COLLATE "C", n integer);
CREATE UNIQUE INDEX word_w ON word (w, n);
CREATE INDEX word_lower ON word (lower(w)) WHERE w <> '';
