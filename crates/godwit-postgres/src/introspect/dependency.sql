-- By numbers, as the catalogs have them: what they stand for was read before. First what stands for something
-- else in the eyes of whoever needs it, then who needs what.
SELECT 'stands for' AS what, 'pg_rewrite'::regclass::oid AS classid, r.oid AS objid, 0 AS objsubid,
    -- What a view needs hangs on its rule.
    'pg_class'::regclass::oid AS refclassid, r.ev_class AS refobjid, 0 AS refobjsubid, NULL AS extension
FROM pg_rewrite r
WHERE r.rulename = '_RETURN' AND r.oid >= 16384
UNION ALL
-- Defaults of the columns of views and foreign tables.
SELECT 'stands for', 'pg_attrdef'::regclass, e.oid, 0, 'pg_class'::regclass, e.adrelid, 0, NULL
FROM pg_attrdef e
WHERE e.adrelid NOT IN (SELECT oid FROM plain)
UNION ALL
-- Row types, and arrays of whatever type.
SELECT 'stands for', 'pg_type'::regclass, t.oid, 0, 'pg_class'::regclass, t.typrelid, 0, NULL
FROM pg_type t
WHERE t.typrelid <> 0 AND t.oid >= 16384
UNION ALL
SELECT 'stands for', 'pg_type'::regclass, t.typarray, 0, 'pg_type'::regclass, t.oid, 0, NULL
FROM pg_type t
WHERE t.typarray <> 0 AND t.oid >= 16384
UNION ALL
-- Multiranges, since PostgreSQL 14.
SELECT 'stands for', 'pg_type'::regclass, r.multirange, 0, 'pg_type'::regclass, r.rngtypid, 0, NULL
FROM (SELECT NULL::oid AS rngmultitypid) younger
CROSS JOIN LATERAL (SELECT rngtypid, rngmultitypid AS multirange FROM pg_range) r
WHERE r.rngtypid >= 16384 AND r.multirange IS NOT NULL
UNION ALL
-- The relation of a composite type.
SELECT 'stands for', 'pg_class'::regclass, t.typrelid, 0, 'pg_type'::regclass, t.oid, 0, NULL
FROM pg_class c
JOIN pg_type t ON t.typrelid = c.oid
WHERE c.relkind = 'c' AND c.oid >= 16384
UNION ALL
SELECT 'stands for', 'pg_constraint'::regclass, c.oid, 0, 'pg_type'::regclass, c.contypid, 0, NULL
FROM pg_constraint c
WHERE c.contypid <> 0
UNION ALL
-- Members of operator classes and families.
SELECT 'stands for', d.classid, d.objid, 0, d.refclassid, d.refobjid, 0, NULL
FROM pg_depend d
WHERE d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)
    AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
UNION ALL
SELECT 'stands for', 'pg_publication_rel'::regclass, r.oid, 0, 'pg_publication'::regclass, r.prpubid, 0, NULL
FROM pg_publication_rel r
UNION ALL
-- Whatever needs a member of an extension needs the extension.
SELECT 'member', m.classid, m.objid, 0, 0, 0, 0, m.extname::text
FROM (
    SELECT d.classid, d.objid, e.extname
    FROM pg_depend d
    JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
) m
UNION ALL
-- Triggers that hold up foreign keys are no objects of their own; what initdb made needs nobody.
SELECT 'needs', d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, NULL
FROM pg_depend d
WHERE d.deptype IN ('n', 'a', 'i') AND d.objid >= 16384
    AND NOT (d.classid = 'pg_trigger'::regclass AND d.deptype = 'i')
