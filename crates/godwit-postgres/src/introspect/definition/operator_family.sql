-- Loose members, those that no operator class brought along, are facets.
SELECT 'pg_opfamily'::regclass::oid AS classid, f.oid AS objid, 'operator-family' AS kind,
    ARRAY[n.nspname::text, format('%s USING %s', f.opfname, am.amname)] AS path,
    '' AS core,
    format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, am.amname) AS creation,
    NULL AS replacement, '{}'::text[] AS shape,
    format('OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, am.amname) AS target,
    loose.facets AS facets,
    obj_description(f.oid, 'pg_opfamily') AS comment
FROM pg_opfamily f
JOIN ours n ON n.oid = f.opfnamespace
JOIN pg_am am ON am.oid = f.opfmethod
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', m.name,
        'set', format('ALTER OPERATOR FAMILY %I.%I USING %I ADD %s', n.nspname, f.opfname, am.amname, m.added),
        'unset', format('ALTER OPERATOR FAMILY %I.%I USING %I DROP %s', n.nspname, f.opfname, am.amname, m.dropped),
        'change', NULL, 'inline', false) ORDER BY m.name), '[]') AS facets
    FROM (
        SELECT format('operator %s (%s, %s)', o.amopstrategy, format_type(o.amoplefttype, NULL),
                format_type(o.amoprighttype, NULL)) AS name,
            concat(format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator),
                (SELECT format(' FOR ORDER BY %I.%I', sn.nspname, sf.opfname) FROM pg_opfamily sf
                    JOIN pg_namespace sn ON sn.oid = sf.opfnamespace WHERE sf.oid = o.amopsortfamily)) AS added,
            format('OPERATOR %s (%s, %s)', o.amopstrategy, format_type(o.amoplefttype, NULL),
                format_type(o.amoprighttype, NULL)) AS dropped
        FROM pg_amop o
        WHERE o.amopfamily = f.oid AND o.oid NOT IN (
            SELECT objid FROM pg_depend
            WHERE classid = 'pg_amop'::regclass AND refclassid = 'pg_opclass'::regclass AND deptype = 'i')
        UNION ALL
        SELECT format('function %s (%s, %s)', p.amprocnum, format_type(p.amproclefttype, NULL),
                format_type(p.amprocrighttype, NULL)),
            format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL),
                format_type(p.amprocrighttype, NULL), p.amproc::oid::regprocedure),
            format('FUNCTION %s (%s, %s)', p.amprocnum, format_type(p.amproclefttype, NULL),
                format_type(p.amprocrighttype, NULL))
        FROM pg_amproc p
        WHERE p.amprocfamily = f.oid AND p.oid NOT IN (
            SELECT objid FROM pg_depend
            WHERE classid = 'pg_amproc'::regclass AND refclassid = 'pg_opclass'::regclass AND deptype = 'i')
    ) m
) loose
WHERE f.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_opfamily'::regclass)
