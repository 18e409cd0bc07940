SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 'materialized-view' AS kind,
    ARRAY[n.nspname::text, c.relname::text] AS path,
    concat_ws(' ', columns.list, storage.text, body.text) AS core,
    format('CREATE MATERIALIZED VIEW %I.%I (%s)%s AS%s%s', n.nspname, c.relname, columns.list,
        storage.text, E'\n' || body.text,
        CASE WHEN NOT c.relispopulated THEN E'\n  WITH NO DATA' ELSE '' END) AS creation,
    NULL AS replacement,
    '{}'::text[] AS shape,
    format('MATERIALIZED VIEW %I.%I', n.nspname, c.relname) AS target,
    facets.list AS facets,
    obj_description(c.oid, 'pg_class') AS comment
FROM pg_class c
JOIN ours n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS list
    FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
) columns
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'set', f.set, 'unset', f.unset,
        'change', f.set, 'inline', false) ORDER BY f.attnum, f.name), '[]') AS list
    FROM (
        SELECT a.attnum, 'comment on ' || a.attname AS name,
            format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, c.relname, a.attname,
                col_description(c.oid, a.attnum)) AS set,
            format('COMMENT ON COLUMN %I.%I.%I IS NULL', n.nspname, c.relname, a.attname) AS unset
        FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            AND col_description(c.oid, a.attnum) IS NOT NULL
        UNION ALL
        SELECT a.attnum, 'statistics of ' || a.attname,
            format('ALTER MATERIALIZED VIEW %I.%I ALTER COLUMN %I SET STATISTICS %s', n.nspname,
                c.relname, a.attname, a.attstattarget),
            format('ALTER MATERIALIZED VIEW %I.%I ALTER COLUMN %I SET STATISTICS -1', n.nspname,
                c.relname, a.attname)
        FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            AND coalesce(a.attstattarget, -1) >= 0
    ) f
) facets
CROSS JOIN LATERAL (SELECT rtrim(pg_get_viewdef(c.oid), ';') AS text) body
CROSS JOIN LATERAL (
    SELECT concat(
        (SELECT ' USING ' || quote_ident(am.amname) FROM pg_am am
         WHERE am.oid = c.relam AND am.amname <> 'heap'),
        CASE WHEN c.reloptions IS NOT NULL THEN (
            SELECT ' WITH (' || string_agg(format('%I=%L', split_part(o, '=', 1),
                substr(o, strpos(o, '=') + 1)), ', ') || ')' FROM unnest(c.reloptions) AS o) END,
        (SELECT ' TABLESPACE ' || quote_ident(t.spcname) FROM pg_tablespace t
         WHERE t.oid = c.reltablespace)) AS text
) storage
WHERE c.relkind = 'm'
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
