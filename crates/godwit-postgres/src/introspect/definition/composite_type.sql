SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, 'composite-type' AS kind,
    ARRAY[n.nspname::text, t.typname::text] AS path,
    '' AS core,
    format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname, attributes.text) AS creation,
    NULL AS replacement, '{}'::text[] AS shape,
    format('TYPE %I.%I', n.nspname, t.typname) AS target,
    coalesce(attributes.facets, '[]') || coalesce(comments.facets, '[]') AS facets,
    obj_description(t.oid, 'pg_type') AS comment
FROM pg_type t
JOIN ours n ON n.oid = t.typnamespace
JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
CROSS JOIN LATERAL (
    SELECT string_agg(concat(quote_ident(a.attname), ' ', a.spelled), ', ' ORDER BY a.attnum) AS text,
        jsonb_agg(jsonb_build_object('name', 'attribute ' || a.attname,
            'set', format('ALTER TYPE %I.%I ADD ATTRIBUTE %I %s', n.nspname, t.typname, a.attname,
                a.spelled),
            'unset', format('ALTER TYPE %I.%I DROP ATTRIBUTE %I', n.nspname, t.typname, a.attname),
            'change', format('ALTER TYPE %I.%I ALTER ATTRIBUTE %I TYPE %s', n.nspname, t.typname,
                a.attname, a.spelled),
            'inline', true) ORDER BY a.attnum) AS facets
    FROM (
        SELECT a.attname, a.attnum, concat(format_type(a.atttypid, a.atttypmod),
            CASE WHEN a.attcollation NOT IN (0, at.typcollation) THEN (
                SELECT format(' COLLATE %I.%I', cn.nspname, co.collname)
                FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                WHERE co.oid = a.attcollation) END) AS spelled
        FROM pg_attribute a
        JOIN pg_type at ON at.oid = a.atttypid
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ) a
) attributes
CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('name', 'comment on attribute ' || a.attname,
        'set', format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, t.typname, a.attname,
            col_description(c.oid, a.attnum)),
        'unset', format('COMMENT ON COLUMN %I.%I.%I IS NULL', n.nspname, t.typname, a.attname),
        'change', format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, t.typname, a.attname,
            col_description(c.oid, a.attnum)),
        'inline', false) ORDER BY a.attnum) AS facets
    FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND col_description(c.oid, a.attnum) IS NOT NULL
) comments
WHERE t.typtype = 'c'
    AND t.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass)
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
