-- Columns, their NOT NULLs and settings, checks and options can each be altered; columns and checks of a
-- partition are its parent's. Since PostgreSQL 18 a NOT NULL is a constraint (contype 'n'), whose usual
-- name is not said.
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 'foreign-table' AS kind,
    ARRAY[n.nspname::text, c.relname::text] AS path,
    concat_ws(' ', s.srvname, partition.clause) AS core,
    concat(format('CREATE FOREIGN TABLE %I.%I%s SERVER %I', n.nspname, c.relname,
        coalesce(partition.clause, format(' (%s)', columns.list)), s.srvname), options.clause) AS creation,
    NULL AS replacement, '{}'::text[] AS shape,
    format('FOREIGN TABLE %I.%I', n.nspname, c.relname) AS target,
    CASE WHEN c.relispartition THEN '[]' ELSE columns.facets || columns.not_nulls || checks.facets END
        || settings.facets || options.facets || comments.facets AS facets,
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
    SELECT string_agg(concat(a.whole, CASE WHEN a.attnotnull AND nn.conname IS NULL THEN ' NOT NULL' END), ', '
            ORDER BY a.attnum) AS list,
        coalesce(jsonb_agg(jsonb_build_object('name', 'column ' || a.attname,
            'set', format('ALTER FOREIGN TABLE %I.%I ADD COLUMN %s', n.nspname, c.relname, a.whole),
            'unset', format('ALTER FOREIGN TABLE %I.%I DROP COLUMN %I', n.nspname, c.relname, a.attname),
            'change', NULL, 'inline', true) ORDER BY a.attnum), '[]') AS facets,
        coalesce(jsonb_agg(jsonb_build_object('name', 'not null on column ' || a.attname,
            'set', concat(format('ALTER FOREIGN TABLE %I.%I ', n.nspname, c.relname), coalesce(
                'ADD CONSTRAINT ' || quote_ident(nn.conname) || ' ' || pg_get_constraintdef(nn.oid),
                format('ALTER COLUMN %I SET NOT NULL', a.attname))),
            'unset', format('ALTER FOREIGN TABLE %I.%I ALTER COLUMN %I DROP NOT NULL', n.nspname, c.relname, a.attname),
            'change', NULL, 'inline', nn.conname IS NULL) ORDER BY a.attnum) FILTER (WHERE a.attnotnull), '[]') AS not_nulls
    FROM (
        SELECT a.attname, a.attnum, a.attnotnull,
            concat(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)),
            (SELECT ' OPTIONS (' || string_agg(format('%I %L', o.option_name, o.option_value), ', ' ORDER BY o.option_name COLLATE "C") || ')'
             FROM pg_options_to_table(a.attfdwoptions) o),
            CASE WHEN a.attcollation NOT IN (0, t.typcollation) THEN (
                SELECT format(' COLLATE %I.%I', cn.nspname, co.collname)
                FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                WHERE co.oid = a.attcollation) END,
            CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED' END) AS whole
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ) a
    LEFT JOIN LATERAL (
        SELECT k.oid, k.conname
        FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum
            -- As makeObjectName() of the server's indexcmds.c shortens it.
            AND (NOT k.convalidated OR k.connoinherit OR k.conname <> concat_ws('_',
                left(c.relname, greatest(least(octet_length(c.relname), 27), 53 - octet_length(a.attname))),
                left(a.attname, greatest(53 - octet_length(c.relname), least(octet_length(a.attname), 26))), 'not_null'))
    ) nn ON true
) columns
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', format('%s on column %s', s.what, a.attname),
        'set', concat(altered.head, s.set), 'unset', concat(altered.head, s.unset),
        'change', CASE WHEN s.changes THEN concat(altered.head, s.set) END,
        'inline', false) ORDER BY s.rank, a.attnum), '[]') AS facets
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    JOIN (VALUES ('p', 'PLAIN'), ('e', 'EXTERNAL'), ('m', 'MAIN'), ('x', 'EXTENDED')) own (letter, word)
        ON own.letter = a.attstorage::text
    JOIN (VALUES ('p', 'PLAIN'), ('e', 'EXTERNAL'), ('m', 'MAIN'), ('x', 'EXTENDED')) usual (letter, word)
        ON usual.letter = t.typstorage::text
    CROSS JOIN LATERAL (
        SELECT format('ALTER FOREIGN TABLE %I.%I ALTER COLUMN %I ', n.nspname, c.relname, a.attname) AS head
    ) altered
    CROSS JOIN LATERAL (VALUES
        -- The statistics target is NULL for the default since 17.
        (0, 'statistics', 'SET STATISTICS ' || nullif(a.attstattarget, -1), 'SET STATISTICS -1', true),
        (1, 'storage', 'SET STORAGE ' || nullif(own.word, usual.word), 'SET STORAGE ' || usual.word, true),
        (2, 'options', 'SET (' || array_to_string(a.attoptions, ', ') || ')',
            format('RESET (%s)', (SELECT string_agg(split_part(o, '=', 1), ', ') FROM unnest(a.attoptions) o)), false)
    ) s (rank, what, set, unset, changes)
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND s.set IS NOT NULL
) settings
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', 'comment on ' || said.facet,
        'set', format('COMMENT ON %s IS %L', said.target, said.text),
        'unset', format('COMMENT ON %s IS NULL', said.target),
        'change', format('COMMENT ON %s IS %L', said.target, said.text),
        'inline', false) ORDER BY said.facet), '[]') AS facets
    FROM (
        SELECT 'column ' || a.attname AS facet,
            format('COLUMN %I.%I.%I', n.nspname, c.relname, a.attname) AS target,
            col_description(c.oid, a.attnum) AS text
        FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT CASE k.contype WHEN 'n' THEN 'not null on column ' || a.attname ELSE 'constraint ' || k.conname END,
            format('CONSTRAINT %I ON %I.%I', k.conname, n.nspname, c.relname),
            obj_description(k.oid, 'pg_constraint')
        FROM pg_constraint k
        LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.conrelid = c.oid AND k.contype IN ('c', 'n')
    ) said
    WHERE said.text IS NOT NULL
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
