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
    FROM indexed p
    JOIN pg_index i ON i.indrelid = p.oid
    JOIN pg_class x ON x.oid = i.indexrelid
    WHERE i.indexrelid NOT IN (
        SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x') AND conindid <> 0)
    UNION ALL
    -- The index of a constraint is the constraint: its operator classes may be an extension's.
    SELECT 'pg_class'::regclass, c.conindid, 0, 'constraint',
        ARRAY[p.nspname::text, p.relname::text, c.conname::text]
    FROM plain p
    JOIN pg_constraint c ON c.conrelid = p.oid AND c.contype IN ('p', 'u', 'x') AND c.conindid <> 0
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
    UNION ALL
    SELECT 'pg_namespace'::regclass, oid, 0, 'schema', ARRAY[nspname::text] FROM ours
    UNION ALL
    SELECT classid, objid, 0, kind, path FROM definitions
    UNION ALL
    -- What a view needs hangs on its rule.
    SELECT 'pg_rewrite'::regclass, r.oid, 0, v.kind, v.path
    FROM pg_rewrite r
    JOIN definitions v ON v.classid = 'pg_class'::regclass AND v.objid = r.ev_class
    WHERE r.rulename = '_RETURN'
    UNION ALL
    -- Columns and column defaults of views are the view.
    SELECT 'pg_class'::regclass, a.attrelid, a.attnum, v.kind, v.path
    FROM pg_attribute a
    JOIN definitions v ON v.classid = 'pg_class'::regclass AND v.objid = a.attrelid
    WHERE a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT 'pg_attrdef'::regclass, d.oid, 0, v.kind, v.path
    FROM pg_attrdef d
    JOIN definitions v ON v.classid = 'pg_class'::regclass AND v.objid = d.adrelid
    UNION ALL
    -- Row types and arrays of them.
    SELECT 'pg_type'::regclass, t.oid, 0, 'table', ARRAY[p.nspname::text, p.relname::text]
    FROM plain p
    JOIN pg_type r ON r.typrelid = p.oid
    JOIN pg_type t ON t.oid IN (r.oid, r.typarray)
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0, v.kind, v.path
    FROM definitions v
    JOIN pg_type r ON r.typrelid = v.objid
    JOIN pg_type t ON t.oid IN (r.oid, r.typarray)
    WHERE v.classid = 'pg_class'::regclass
    UNION ALL
    -- Arrays and multiranges of types.
    SELECT 'pg_type'::regclass, t.typarray, 0, v.kind, v.path
    FROM definitions v
    JOIN pg_type t ON t.oid = v.objid
    WHERE v.classid = 'pg_type'::regclass AND t.typarray <> 0
    UNION ALL
    SELECT 'pg_type'::regclass, m.oid, 0, v.kind, v.path
    FROM definitions v
    JOIN pg_range r ON r.rngtypid = v.objid
    JOIN pg_type m ON m.oid = (to_jsonb(r) ->> 'rngmultitypid')::oid
    WHERE v.classid = 'pg_type'::regclass
    UNION ALL
    -- The relation of a composite type, with its attributes.
    SELECT 'pg_class'::regclass, t.typrelid, a.attnum, v.kind, v.path
    FROM definitions v
    JOIN pg_type t ON t.oid = v.objid AND t.typtype = 'c'
    CROSS JOIN LATERAL (
        SELECT 0 AS attnum
        UNION ALL
        SELECT attnum FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped
    ) a
    WHERE v.classid = 'pg_type'::regclass
    UNION ALL
    SELECT 'pg_constraint'::regclass, c.oid, 0, v.kind, v.path
    FROM pg_constraint c
    JOIN definitions v ON v.classid = 'pg_type'::regclass AND v.objid = c.contypid
    UNION ALL
    -- Members of operator classes and families.
    SELECT d.classid, d.objid, 0, v.kind, v.path
    FROM pg_depend d
    JOIN definitions v ON v.classid = d.refclassid AND v.objid = d.refobjid
    WHERE d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)
        AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
    UNION ALL
    SELECT 'pg_publication_rel'::regclass, r.oid, 0, 'publication', ARRAY[p.pubname::text]
    FROM pg_publication_rel r
    JOIN pg_publication p ON p.oid = r.prpubid
    UNION ALL
    -- Whatever needs a member of an extension needs the extension.
    SELECT d.classid, d.objid, 0, 'extension', ARRAY[e.extname::text]
    FROM pg_depend d
    JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
    UNION ALL
    SELECT 'pg_type'::regclass, t.typarray, 0, 'extension', ARRAY[e.extname::text]
    FROM pg_depend d
    JOIN pg_extension e ON e.oid = d.refobjid
    JOIN pg_type t ON t.oid = d.objid AND t.typarray <> 0
    WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass AND d.classid = 'pg_type'::regclass
)
