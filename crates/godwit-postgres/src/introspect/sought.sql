-- Constraints, indexes and columns whose expressions use operators outside pg_catalog.
SELECT t.kind, t.path, s.search_path
FROM (
    SELECT d.classid, d.objid, 'pg_catalog, ' || string_agg(DISTINCT quote_ident(n.nspname), ', ') AS search_path
    FROM pg_depend d
    JOIN pg_operator o ON o.oid = d.refobjid
    JOIN pg_namespace n ON n.oid = o.oprnamespace AND n.nspname <> 'pg_catalog'
    WHERE d.refclassid = 'pg_operator'::regclass AND d.refobjid >= 16384
        AND d.classid IN ('pg_constraint'::regclass, 'pg_class'::regclass, 'pg_attrdef'::regclass)
    GROUP BY 1, 2
) s
CROSS JOIN LATERAL (
    SELECT 'constraint' AS kind, ARRAY[p.nspname::text, p.relname::text, c.conname::text] AS path
    FROM pg_constraint c
    JOIN plain p ON p.oid = c.conrelid
    WHERE s.classid = 'pg_constraint'::regclass AND c.oid = s.objid
    UNION ALL
    SELECT 'constraint', ARRAY[p.nspname::text, p.relname::text, c.conname::text]
    FROM pg_constraint c
    JOIN plain p ON p.oid = c.conrelid
    WHERE s.classid = 'pg_class'::regclass AND c.conindid = s.objid AND c.contype = 'x'
    UNION ALL
    SELECT 'index', ARRAY[p.nspname::text, p.relname::text, x.relname::text]
    FROM pg_index i
    JOIN indexed p ON p.oid = i.indrelid
    JOIN pg_class x ON x.oid = i.indexrelid
    WHERE s.classid = 'pg_class'::regclass AND i.indexrelid = s.objid
    UNION ALL
    SELECT CASE a.attgenerated WHEN '' THEN 'default' ELSE 'column' END,
        ARRAY[p.nspname::text, p.relname::text, a.attname::text]
    FROM pg_attrdef d
    JOIN plain p ON p.oid = d.adrelid
    JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE s.classid = 'pg_attrdef'::regclass AND d.oid = s.objid
) t
