-- reltuples is -1 until the first VACUUM or ANALYZE; before PostgreSQL 14 it is 0, as for an empty table.
SELECT p.oid, p.nspname::text AS namespace, p.relname::text AS name,
    c.relpersistence::text AS persistence,
    CASE WHEN c.reltuples > 0 OR c.relpages > 0
            OR c.reltuples = 0 AND current_setting('server_version_num')::int4 >= 140000
        THEN c.reltuples::int8 END AS rows,
    (c.relpages::int8 + coalesce(indexes.pages, 0) + coalesce(toast.relpages, 0))
        * current_setting('block_size')::int8 AS bytes,
    CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
    CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
    coalesce(parents.namespaces, '{}') AS parent_namespaces, coalesce(parents.names, '{}') AS parent_names,
    c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
    c.relreplident::text AS replica_identity,
    indexes.replica AS replica_index, indexes.clustered AS clustered_on,
    coalesce(c.reloptions, '{}') || CASE WHEN toast.reloptions IS NULL THEN '{}' ELSE ARRAY(
        SELECT 'toast.' || o FROM unnest(toast.reloptions) AS o) END AS options,
    nullif(am.amname::text, 'heap') AS access_method,
    (SELECT t.spcname::text FROM pg_tablespace t WHERE t.oid = c.reltablespace) AS tablespace,
    CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
    d.description AS comment
FROM plain p
JOIN pg_class c ON c.oid = p.oid
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN (
    SELECT i.indrelid, sum(x.relpages)::int8 AS pages,
        min(x.relname::text) FILTER (WHERE i.indisreplident) AS replica,
        min(x.relname::text) FILTER (WHERE i.indisclustered) AS clustered
    FROM pg_index i
    JOIN pg_class x ON x.oid = i.indexrelid
    GROUP BY i.indrelid
) indexes ON indexes.indrelid = c.oid
LEFT JOIN (
    SELECT i.inhrelid, array_agg(pn.nspname::text ORDER BY i.inhseqno) AS namespaces,
        array_agg(pc.relname::text ORDER BY i.inhseqno) AS names
    FROM pg_inherits i
    JOIN pg_class pc ON pc.oid = i.inhparent
    JOIN pg_namespace pn ON pn.oid = pc.relnamespace
    GROUP BY i.inhrelid
) parents ON parents.inhrelid = c.oid
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND c.reltoastrelid <> 0
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
