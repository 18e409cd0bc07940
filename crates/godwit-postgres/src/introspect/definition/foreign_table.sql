-- Columns, their defaults and NOT NULLs, checks and options can each be altered; those of a partition are
-- its parent's.
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 'foreign-table' AS kind,
    ARRAY[n.nspname::text, c.relname::text] AS path,
    concat_ws(' ', s.srvname, partition.clause) AS core,
    concat(format('CREATE FOREIGN TABLE %I.%I%s SERVER %I', n.nspname, c.relname,
        coalesce(partition.clause, format(' (%s)', columns.list)), s.srvname), options.clause) AS creation,
    NULL AS replacement, '{}'::text[] AS shape,
    format('FOREIGN TABLE %I.%I', n.nspname, c.relname) AS target,
    CASE WHEN c.relispartition THEN '[]' ELSE columns.facets || checks.facets END
        || options.facets || comments.facets AS facets,
    obj_description(c.oid, 'pg_class') AS comment
FROM pg_class c
JOIN ours n ON n.oid = c.relnamespace
JOIN pg_foreign_table f ON f.ftrelid = c.oid
JOIN pg_foreign_server s ON s.oid = f.ftserver
LEFT JOIN LATERAL (
    SELECT format(' PARTITION OF %I.%I %s', pn.nspname, pc.relname, pg_get_expr(c.relpartbound, c.oid)) AS clause
    FROM pg_inherits i
    JOIN pg_class pc ON pc.oid = i.inhparent
    JOIN pg_namespace pn ON pn.oid = pc.relnamespace
    WHERE i.inhrelid = c.oid AND c.relispartition
) partition ON true
CROSS JOIN LATERAL (
    SELECT string_agg(a.whole, ', ' ORDER BY a.attnum) AS list,
        coalesce(jsonb_agg(jsonb_build_object('name', 'column ' || a.attname,
            'set', format('ALTER FOREIGN TABLE %I.%I ADD COLUMN %s', n.nspname, c.relname, a.whole),
            'unset', format('ALTER FOREIGN TABLE %I.%I DROP COLUMN %I', n.nspname, c.relname, a.attname),
            'change', NULL, 'inline', true) ORDER BY a.attnum), '[]') AS facets
    FROM (
        SELECT a.attname, a.attnum, concat(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)),
            (SELECT ' OPTIONS (' || string_agg(format('%I %L', o.option_name, o.option_value), ', ' ORDER BY o.option_name COLLATE "C") || ')'
             FROM pg_options_to_table(a.attfdwoptions) o),
            CASE WHEN a.attcollation NOT IN (0, t.typcollation) THEN (
                SELECT format(' COLLATE %I.%I', cn.nspname, co.collname)
                FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                WHERE co.oid = a.attcollation) END,
            CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED' END,
            CASE WHEN a.attnotnull THEN ' NOT NULL' END) AS whole
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ) a
) columns
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', 'comment on ' || a.attname,
        'set', format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, c.relname, a.attname, d.text),
        'unset', format('COMMENT ON COLUMN %I.%I.%I IS NULL', n.nspname, c.relname, a.attname),
        'change', format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, c.relname, a.attname, d.text),
        'inline', false) ORDER BY a.attnum), '[]') AS facets
    FROM pg_attribute a
    CROSS JOIN LATERAL (SELECT col_description(c.oid, a.attnum) AS text) d
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND d.text IS NOT NULL
) comments
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', 'constraint ' || k.conname,
        'set', format('ALTER FOREIGN TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname,
            pg_get_constraintdef(k.oid)),
        'unset', format('ALTER FOREIGN TABLE %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, k.conname),
        'change', NULL, 'inline', false) ORDER BY k.conname), '[]') AS facets
    FROM pg_constraint k
    WHERE k.conrelid = c.oid AND k.contype = 'c'
) checks
CROSS JOIN LATERAL (
    SELECT ' OPTIONS (' || string_agg(format('%I %L', o.option_name, o.option_value), ', ' ORDER BY o.option_name COLLATE "C") || ')' AS clause,
        coalesce(jsonb_agg(jsonb_build_object('name', 'option ' || o.option_name,
            'set', format('ALTER FOREIGN TABLE %I.%I OPTIONS (ADD %I %L)', n.nspname, c.relname, o.option_name, o.option_value),
            'unset', format('ALTER FOREIGN TABLE %I.%I OPTIONS (DROP %I)', n.nspname, c.relname, o.option_name),
            'change', format('ALTER FOREIGN TABLE %I.%I OPTIONS (SET %I %L)', n.nspname, c.relname, o.option_name, o.option_value),
            'inline', true) ORDER BY o.option_name), '[]') AS facets
    FROM pg_options_to_table(f.ftoptions) o
) options
WHERE (c.relispartition OR c.oid NOT IN (SELECT inhrelid FROM pg_inherits))
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
