SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 'materialized-view' AS kind,
    ARRAY[n.nspname::text, c.relname::text] AS path,
    concat_ws(' ', columns.list, storage.text, body.text) AS core,
    format('CREATE MATERIALIZED VIEW %I.%I%s%s AS%s%s', n.nspname, c.relname, ' (' || columns.list || ')',
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
        'change', f.set, 'inline', false, 'late', f.late) ORDER BY f.attnum, f.name), '[]') AS list
    FROM (
        SELECT a.attnum, 'comment on ' || a.attname AS name,
            format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, c.relname, a.attname,
                col_description(c.oid, a.attnum)) AS set,
            format('COMMENT ON COLUMN %I.%I.%I IS NULL', n.nspname, c.relname, a.attname) AS unset,
            '[]'::jsonb AS late
        FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            AND col_description(c.oid, a.attnum) IS NOT NULL
        UNION ALL
        SELECT a.attnum, s.name || a.attname,
            format('ALTER MATERIALIZED VIEW %I.%I ALTER COLUMN %I %s', n.nspname, c.relname, a.attname, s.set),
            format('ALTER MATERIALIZED VIEW %I.%I ALTER COLUMN %I %s', n.nspname, c.relname, a.attname, s.unset),
            '[]'
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        CROSS JOIN LATERAL (
            SELECT CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                    ELSE 'EXTENDED' END AS storage,
                CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                    ELSE 'EXTENDED' END AS usual,
                CASE to_jsonb(a) ->> 'attcompression' WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression
        ) w
        CROSS JOIN LATERAL (
            SELECT 'statistics of ' AS name, format('SET STATISTICS %s', a.attstattarget) AS set,
                'SET STATISTICS -1' AS unset
            WHERE coalesce(a.attstattarget, -1) >= 0
            UNION ALL
            SELECT 'storage of ', 'SET STORAGE ' || w.storage, 'SET STORAGE ' || w.usual
            WHERE w.storage <> w.usual
            UNION ALL
            SELECT 'compression of ', 'SET COMPRESSION ' || w.compression, 'SET COMPRESSION default'
            WHERE w.compression IS NOT NULL
            UNION ALL
            SELECT format('option %s of ', split_part(o, '=', 1)), format('SET (%s)', o),
                format('RESET (%s)', split_part(o, '=', 1))
            FROM unnest(a.attoptions) AS o
        ) s
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT 0, 'option ' || split_part(o, '=', 1),
            format('ALTER MATERIALIZED VIEW %I.%I SET (%I = %L)', n.nspname, c.relname, split_part(o, '=', 1),
                substr(o, strpos(o, '=') + 1)),
            format('ALTER MATERIALIZED VIEW %I.%I RESET (%I)', n.nspname, c.relname, split_part(o, '=', 1)), '[]'
        FROM unnest(c.reloptions) AS o
        UNION ALL
        SELECT 0, 'clustering',
            format('ALTER MATERIALIZED VIEW %I.%I CLUSTER ON %I', n.nspname, c.relname, x.relname),
            format('ALTER MATERIALIZED VIEW %I.%I SET WITHOUT CLUSTER', n.nspname, c.relname),
            jsonb_build_array(jsonb_build_object('kind', 'index',
                'path', jsonb_build_array(n.nspname, c.relname, x.relname)))
        FROM pg_index i
        JOIN pg_class x ON x.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND i.indisclustered
    ) f
) facets
CROSS JOIN LATERAL (SELECT rtrim(pg_get_viewdef(c.oid), ';') AS text) body
CROSS JOIN LATERAL (
    SELECT concat(
        (SELECT ' USING ' || quote_ident(am.amname) FROM pg_am am
         WHERE am.oid = c.relam AND am.amname <> 'heap'),
        (SELECT ' TABLESPACE ' || quote_ident(t.spcname) FROM pg_tablespace t
         WHERE t.oid = c.reltablespace)) AS text
) storage
WHERE c.relkind = 'm'
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
