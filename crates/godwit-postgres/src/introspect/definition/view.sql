-- Columns are named by the view itself, so that its text means the same wherever it is made. Options
-- are part of the core: CREATE OR REPLACE sets exactly those that it names.
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 'view' AS kind,
    ARRAY[n.nspname::text, c.relname::text] AS path,
    concat_ws(' ', columns.list, c.reloptions::text, body.text) AS core,
    format('CREATE VIEW %I.%I%s%s AS%s', n.nspname, c.relname, ' (' || columns.list || ')', options.text,
        E'\n' || body.text) AS creation,
    format('CREATE OR REPLACE VIEW %I.%I%s%s AS%s', n.nspname, c.relname, ' (' || columns.list || ')',
        options.text, E'\n' || body.text) AS replacement,
    coalesce(columns.shape, '{}') AS shape,
    format('VIEW %I.%I', n.nspname, c.relname) AS target,
    facets.list AS facets,
    d.description AS comment
FROM pg_class c
JOIN ours n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
CROSS JOIN LATERAL (
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS list,
        array_agg(format('%I %s %s', a.attname, format_type(a.atttypid, a.atttypmod),
            -- Most columns have none or the default, whose number is 100.
            CASE a.attcollation WHEN 0 THEN NULL WHEN 100 THEN 'pg_catalog."default"' ELSE (
                SELECT format('%I.%I', cn.nspname, co.collname) FROM pg_collation co
                JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END)
            ORDER BY a.attnum) AS shape
    FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
) columns
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'set', f.set, 'unset', f.unset,
        'change', f.set, 'inline', false) ORDER BY f.attnum, f.name), '[]') AS list
    FROM (
        SELECT a.attnum, 'comment on ' || a.attname AS name,
            format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, c.relname, a.attname,
                cd.description) AS set,
            format('COMMENT ON COLUMN %I.%I.%I IS NULL', n.nspname, c.relname, a.attname) AS unset
        FROM pg_description cd
        JOIN pg_attribute a ON a.attrelid = cd.objoid AND a.attnum = cd.objsubid
        WHERE cd.classoid = 'pg_class'::regclass AND cd.objoid = c.oid AND cd.objsubid > 0
        UNION ALL
        SELECT a.attnum, 'default of ' || a.attname,
            format('ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname,
                a.attname, pg_get_expr(d.adbin, d.adrelid)),
            format('ALTER VIEW %I.%I ALTER COLUMN %I DROP DEFAULT', n.nspname, c.relname, a.attname)
        FROM pg_attrdef d
        JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        WHERE d.adrelid = c.oid
    ) f
) facets
CROSS JOIN LATERAL (SELECT rtrim(pg_get_viewdef(c.oid), ';') AS text) body
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.reloptions IS NULL THEN '' ELSE (
        SELECT ' WITH (' || string_agg(format('%I=%L', split_part(o, '=', 1),
            substr(o, strpos(o, '=') + 1)), ', ') || ')' FROM unnest(c.reloptions) AS o) END AS text
) options
WHERE c.relkind = 'v'
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
