-- Column lists, row filters and whole schemas are of PostgreSQL 15 and younger, generated columns of 18.
SELECT 'pg_publication'::regclass::oid AS classid, p.oid AS objid, 'publication' AS kind,
    ARRAY[p.pubname::text] AS path,
    CASE WHEN p.puballtables THEN 'all tables' ELSE '' END AS core,
    format('CREATE PUBLICATION %I%s', p.pubname,
        CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE '' END) AS creation,
    NULL AS replacement, '{}'::text[] AS shape,
    format('PUBLICATION %I', p.pubname) AS target,
    facets.list AS facets,
    obj_description(p.oid, 'pg_publication') AS comment
FROM pg_publication p
CROSS JOIN LATERAL (SELECT to_jsonb(p) AS row) j
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'set', f.set, 'unset', f.unset,
        'change', f.change, 'inline', false) ORDER BY f.rank, f.name), '[]') AS list
    FROM (
        SELECT 0 AS rank, 'option ' || o.name AS name,
            format('ALTER PUBLICATION %I SET (%s = %L)', p.pubname, o.name, o.value) AS set,
            format('ALTER PUBLICATION %I SET (%s = %L)', p.pubname, o.name, o.usual) AS unset,
            format('ALTER PUBLICATION %I SET (%s = %L)', p.pubname, o.name, o.value) AS change
        FROM (VALUES
            ('publish', concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
                CASE WHEN p.pubtruncate THEN 'truncate' END), 'insert, update, delete, truncate'),
            ('publish_via_partition_root', p.pubviaroot::text, 'false'),
            ('publish_generated_columns', CASE j.row ->> 'pubgencols' WHEN 's' THEN 'stored' ELSE 'none' END,
                'none')
        ) AS o (name, value, usual)
        WHERE o.value <> o.usual
        UNION ALL
        SELECT 1, format('table %I.%I', n.nspname, c.relname),
            format('ALTER PUBLICATION %I ADD TABLE %s', p.pubname, spelled.text),
            format('ALTER PUBLICATION %I DROP TABLE %s%I.%I', p.pubname, alone.word, n.nspname, c.relname), NULL
        FROM pg_publication_rel r
        JOIN pg_class c ON c.oid = r.prrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (SELECT to_jsonb(r) AS row) rj
        -- Before 15 the name means the one of `younger`.
        CROSS JOIN (SELECT NULL::pg_node_tree AS prqual) younger
        CROSS JOIN LATERAL (SELECT prqual AS tree FROM pg_publication_rel WHERE oid = r.oid) filter
        -- A plain table is published with its children unless ONLY is said; the children are listed
        -- by themselves, and may have come later.
        CROSS JOIN LATERAL (SELECT CASE WHEN c.relkind = 'r' THEN 'ONLY ' ELSE '' END AS word) alone
        CROSS JOIN LATERAL (SELECT concat(alone.word, format('%I.%I', n.nspname, c.relname),
            CASE WHEN rj.row ->> 'prattrs' IS NOT NULL THEN (
                SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY (string_to_array(btrim(
                    regexp_replace(rj.row ->> 'prattrs', '[^0-9]+', ' ', 'g')), ' ')::int2[])) END,
            ' WHERE (' || pg_get_expr(filter.tree, r.prrelid) || ')') AS text) spelled
        WHERE r.prpubid = p.oid
        UNION ALL
        -- The catalog of published schemas is younger than some servers, so that its query must be text.
        SELECT 2, 'schema ' || s.name,
            format('ALTER PUBLICATION %I ADD TABLES IN SCHEMA %I', p.pubname, s.name),
            format('ALTER PUBLICATION %I DROP TABLES IN SCHEMA %I', p.pubname, s.name), NULL
        FROM (
            SELECT convert_from(decode((regexp_matches(query_to_xml(format(
                'SELECT encode(convert_to(n.nspname::text, ''UTF8''), ''hex'') AS name FROM pg_publication_namespace r '
                'JOIN pg_namespace n ON n.oid = r.pnnspid WHERE r.pnpubid = %s', p.oid), false, false, '')::text,
                '<name>([0-9a-f]+)</name>', 'g'))[1], 'hex'), 'UTF8') AS name
            WHERE current_setting('server_version_num')::int4 >= 150000
        ) s
    ) f
) facets
WHERE p.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_publication'::regclass)
