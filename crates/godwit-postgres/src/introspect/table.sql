-- reltuples is -1 until the first VACUUM or ANALYZE; before PostgreSQL 14 it is 0, as for an empty table.
SELECT p.nspname::text AS namespace, p.relname::text AS name,
    c.relpersistence::text AS persistence,
    CASE WHEN c.reltuples > 0 OR c.relpages > 0
            OR c.reltuples = 0 AND current_setting('server_version_num')::int4 >= 140000
        THEN c.reltuples::int8 END AS rows,
    (c.relpages::int8 + coalesce(indexes.pages, 0) + coalesce(toast.relpages, 0))
        * current_setting('block_size')::int8 AS bytes,
    obj_description(c.oid, 'pg_class') AS comment
FROM plain p
JOIN pg_class c ON c.oid = p.oid
LEFT JOIN (
    SELECT i.indrelid, sum(x.relpages)::int8 AS pages
    FROM pg_index i
    JOIN pg_class x ON x.oid = i.indexrelid
    GROUP BY i.indrelid
) indexes ON indexes.indrelid = c.oid
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND c.reltoastrelid <> 0
