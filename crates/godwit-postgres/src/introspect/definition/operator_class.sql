SELECT 'pg_opclass'::regclass::oid AS classid, c.oid AS objid, 'operator-class' AS kind,
    ARRAY[n.nspname::text, format('%s USING %s', c.opcname, am.amname)] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('OPERATOR CLASS %I.%I USING %I', n.nspname, c.opcname, am.amname) AS target,
    '[]'::jsonb AS facets,
    obj_description(c.oid, 'pg_opclass') AS comment
FROM pg_opclass c
JOIN ours n ON n.oid = c.opcnamespace
JOIN pg_am am ON am.oid = c.opcmethod
JOIN pg_opfamily f ON f.oid = c.opcfamily
JOIN pg_namespace fn ON fn.oid = f.opfnamespace
CROSS JOIN LATERAL (
    SELECT string_agg(m.text, ', ' ORDER BY m.rank, m.number, m.text) AS list
    FROM (
        SELECT 0 AS rank, o.amopstrategy AS number,
            concat(format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator),
                (SELECT format(' FOR ORDER BY %I.%I', sn.nspname, sf.opfname) FROM pg_opfamily sf
                    JOIN pg_namespace sn ON sn.oid = sf.opfnamespace WHERE sf.oid = o.amopsortfamily)) AS text
        FROM pg_depend d
        JOIN pg_amop o ON o.oid = d.objid
        WHERE d.classid = 'pg_amop'::regclass AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
        UNION ALL
        SELECT 1, p.amprocnum, format('FUNCTION %s (%s, %s) %s', p.amprocnum,
            format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL),
            p.amproc::oid::regprocedure)
        FROM pg_depend d
        JOIN pg_amproc p ON p.oid = d.objid
        WHERE d.classid = 'pg_amproc'::regclass AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
        UNION ALL
        SELECT 2, 0, 'STORAGE ' || format_type(c.opckeytype, NULL)
        WHERE c.opckeytype <> 0
    ) m
) members_of
CROSS JOIN LATERAL (SELECT concat(
    format('CREATE OPERATOR CLASS %I.%I', n.nspname, c.opcname),
    CASE WHEN c.opcdefault THEN ' DEFAULT' END,
    format(' FOR TYPE %s USING %I FAMILY %I.%I AS ', format_type(c.opcintype, NULL), am.amname,
        fn.nspname, f.opfname),
    -- The grammar wants at least one member.
    coalesce(members_of.list, 'STORAGE ' || format_type(c.opcintype, NULL))) AS text) def
WHERE c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_opclass'::regclass)
