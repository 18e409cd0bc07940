-- reltuples is -1 until the first VACUUM or ANALYZE; before PostgreSQL 14 it is 0, as for an empty table.
SELECT p.nspname::text AS namespace, p.relname::text AS name,
    c.relpersistence::text AS persistence,
    CASE WHEN c.reltuples > 0 OR c.relpages > 0
            OR c.reltuples = 0 AND current_setting('server_version_num')::int4 >= 140000
        THEN c.reltuples::int8 END AS rows,
    (c.relpages::int8 + coalesce(indexes.pages, 0) + coalesce(toast.relpages, 0))
        * current_setting('block_size')::int8 AS bytes,
    CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
    CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
    ARRAY(SELECT pn.nspname::text FROM pg_inherits i JOIN pg_class pc ON pc.oid = i.inhparent
        JOIN pg_namespace pn ON pn.oid = pc.relnamespace WHERE i.inhrelid = c.oid ORDER BY i.inhseqno)
        AS parent_namespaces,
    ARRAY(SELECT pc.relname::text FROM pg_inherits i JOIN pg_class pc ON pc.oid = i.inhparent
        WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parent_names,
    c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
    c.relreplident::text AS replica_identity,
    (SELECT x.relname::text FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
     WHERE i.indrelid = c.oid AND i.indisreplident) AS replica_index,
    (SELECT x.relname::text FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
     WHERE i.indrelid = c.oid AND i.indisclustered) AS clustered_on,
    coalesce(c.reloptions, '{}') || ARRAY(
        SELECT 'toast.' || o FROM unnest(toast.reloptions) AS o) AS options,
    (SELECT am.amname::text FROM pg_am am WHERE am.oid = c.relam AND am.amname <> 'heap') AS access_method,
    (SELECT t.spcname::text FROM pg_tablespace t WHERE t.oid = c.reltablespace) AS tablespace,
    CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
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
