CREATE TABLE t (a integer);
CREATE TABLE m (a integer);
CREATE INDEX m_a ON m (a);
CREATE VIEW v AS SELECT a FROM m;
GRANT SELECT ON m TO reader;
