, named AS MATERIALIZED (
    -- Every modelled object that pg_depend can point at, with the address it has in a catalog.
    SELECT 'pg_class'::regclass::oid AS classid, p.oid AS objid, 0 AS objsubid,
        'table' AS kind, ARRAY[p.nspname::text, p.relname::text] AS path
    FROM plain p
    UNION ALL
    SELECT 'pg_class'::regclass, p.oid, a.attnum, 'column',
        ARRAY[p.nspname::text, p.relname::text, a.attname::text]
    FROM plain p
    JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT 'pg_class'::regclass, i.indexrelid, 0, 'index',
        ARRAY[p.nspname::text, p.relname::text, x.relname::text]
    FROM plain p
    JOIN pg_index i ON i.indrelid = p.oid
    JOIN pg_class x ON x.oid = i.indexrelid
    WHERE i.indexrelid NOT IN (
        SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x') AND conindid <> 0)
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, 0, 'sequence', ARRAY[n.nspname::text, c.relname::text]
    FROM pg_class c
    JOIN ours n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S'
        AND c.oid NOT IN (
            SELECT objid FROM pg_depend
            WHERE classid = 'pg_class'::regclass
                AND (deptype = 'e' OR (deptype = 'i' AND refobjsubid > 0)))
    UNION ALL
    SELECT 'pg_constraint'::regclass, c.oid, 0, 'constraint',
        ARRAY[p.nspname::text, p.relname::text, c.conname::text]
    FROM plain p
    JOIN pg_constraint c ON c.conrelid = p.oid AND c.contype IN ('p', 'u', 'f', 'c', 'x')
        AND c.conparentid = 0
    UNION ALL
    SELECT 'pg_attrdef'::regclass, d.oid, 0,
        CASE WHEN a.attgenerated = '' THEN 'default' ELSE 'column' END,
        ARRAY[p.nspname::text, p.relname::text, a.attname::text]
    FROM plain p
    JOIN pg_attrdef d ON d.adrelid = p.oid
    JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0, 'enum', ARRAY[n.nspname::text, t.typname::text]
    FROM pg_type t
    JOIN ours n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e'
        AND t.oid NOT IN (
            SELECT objid FROM pg_depend WHERE classid = 'pg_type'::regclass AND deptype = 'e')
    UNION ALL
    -- A column of an array type depends on the array's type.
    SELECT 'pg_type'::regclass, t.typarray, 0, 'enum', ARRAY[n.nspname::text, t.typname::text]
    FROM pg_type t
    JOIN ours n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e' AND t.typarray <> 0
)
