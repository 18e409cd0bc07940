CREATE TYPE state AS ENUM ('draft', 'live', 'gone');
CREATE TABLE t (id integer, s state, many state[] DEFAULT '{draft,live}');
CREATE VIEW v AS SELECT id, s FROM t WHERE s = 'live' AND many @> ARRAY['draft'::state];
CREATE MATERIALIZED VIEW m AS SELECT s, count(*) FROM v GROUP BY s;
CREATE UNIQUE INDEX m_s ON m (s);
GRANT SELECT ON v TO reader;
