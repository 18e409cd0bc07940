-- The multirange has a name of its own since PostgreSQL 14.
SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, 'range-type' AS kind,
    ARRAY[n.nspname::text, t.typname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('TYPE %I.%I', n.nspname, t.typname) AS target,
    '[]'::jsonb AS facets,
    obj_description(t.oid, 'pg_type') AS comment
FROM pg_type t
JOIN ours n ON n.oid = t.typnamespace
JOIN pg_range r ON r.rngtypid = t.oid
JOIN pg_type s ON s.oid = r.rngsubtype
JOIN pg_opclass oc ON oc.oid = r.rngsubopc
JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
CROSS JOIN LATERAL (SELECT format('CREATE TYPE %I.%I AS RANGE (%s)', n.nspname, t.typname, concat_ws(', ',
    'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
    CASE WHEN NOT oc.opcdefault THEN format('SUBTYPE_OPCLASS = %I.%I', ocn.nspname, oc.opcname) END,
    CASE WHEN r.rngcollation NOT IN (0, s.typcollation) THEN (
        SELECT format('COLLATION = %I.%I', cn.nspname, co.collname)
        FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
        WHERE co.oid = r.rngcollation) END,
    (SELECT format('CANONICAL = %I.%I', pn.nspname, p.proname) FROM pg_proc p
        JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = r.rngcanonical),
    (SELECT format('SUBTYPE_DIFF = %I.%I', pn.nspname, p.proname) FROM pg_proc p
        JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = r.rngsubdiff),
    (SELECT format('MULTIRANGE_TYPE_NAME = %I.%I', mn.nspname, m.typname) FROM pg_type m
        JOIN pg_namespace mn ON mn.oid = m.typnamespace
        WHERE m.oid = (to_jsonb(r) ->> 'rngmultitypid')::oid))) AS text) def
WHERE t.typtype = 'r'
    AND t.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass)
