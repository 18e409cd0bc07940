, granted AS (
    -- Members of extensions with the rights on them as they are and as CREATE EXTENSION left them,
    -- where those may differ. A member without rights of its own has those of its kind.
    SELECT d.refobjid AS extension, m.classid, m.objid,
        coalesce(m.acl, acldefault(m.kind, m.owner)) AS rights,
        coalesce(p.initprivs, acldefault(m.kind, m.owner)) AS initial
    FROM (
        SELECT 'pg_proc'::regclass::oid AS classid, oid AS objid, 'f'::"char" AS kind, proowner AS owner,
            proacl AS acl
        FROM pg_proc
        UNION ALL
        SELECT 'pg_class'::regclass, oid, CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner, relacl
        FROM pg_class
        UNION ALL
        SELECT 'pg_type'::regclass, oid, 'T', typowner, typacl FROM pg_type
        UNION ALL
        SELECT 'pg_namespace'::regclass, oid, 'n', nspowner, nspacl FROM pg_namespace
        UNION ALL
        SELECT 'pg_language'::regclass, oid, 'l', lanowner, lanacl FROM pg_language
        UNION ALL
        SELECT 'pg_foreign_data_wrapper'::regclass, oid, 'F', fdwowner, fdwacl FROM pg_foreign_data_wrapper
    ) m
    JOIN pg_depend d ON d.classid = m.classid AND d.objid = m.objid AND d.deptype = 'e'
        AND d.refclassid = 'pg_extension'::regclass
    LEFT JOIN pg_init_privs p ON p.classoid = m.classid AND p.objoid = m.objid AND p.objsubid = 0
    WHERE m.acl IS DISTINCT FROM p.initprivs
), strange AS MATERIALIZED (
    -- Relations.
    SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid,
        CASE
            WHEN c.relkind = 'v' THEN 'view'
            WHEN c.relkind = 'm' THEN 'materialised view'
            WHEN c.relkind = 'f' THEN 'foreign table'
            WHEN c.relispartition THEN 'partition'
            WHEN c.relkind = 'p' THEN 'partitioned table'
            ELSE 'inherited table'
        END AS class,
        n.nspname::text AS namespace, format('%I.%I', n.nspname, c.relname) AS name,
        CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) ELSE (
            SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ',' ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        ) END AS definition
    FROM pg_class c
    JOIN ours n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm', 'f', 'p', 'r') AND c.oid NOT IN (SELECT oid FROM plain)
        -- Before its text is printed.
        AND c.oid NOT IN (SELECT objid FROM definitions WHERE classid = 'pg_class'::regclass)
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid,
        CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' WHEN 'p' THEN 'shell type'
            ELSE 'base type' END,
        n.nspname::text, format('%I.%I', n.nspname, t.typname), format_type(t.typbasetype, t.typtypmod)
    FROM pg_type t
    JOIN ours n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('d', 'r', 'p') OR (t.typtype = 'b' AND t.typelem = 0)
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid,
        CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
        n.nspname::text,
        format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
        CASE WHEN p.prokind = 'a' THEN NULL ELSE pg_get_functiondef(p.oid) END
    FROM pg_proc p
    JOIN ours n ON n.oid = p.pronamespace
    WHERE p.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'i')
        AND p.oid NOT IN (SELECT objid FROM definitions WHERE classid = 'pg_proc'::regclass)
    UNION ALL
    SELECT 'pg_trigger'::regclass, t.oid, 'trigger', n.nspname::text,
        format('%I on %I.%I', t.tgname, n.nspname, c.relname), pg_get_triggerdef(t.oid)
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN ours n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgparentid = 0
        AND t.oid NOT IN (SELECT objid FROM definitions WHERE classid = 'pg_trigger'::regclass)
    UNION ALL
    SELECT 'pg_rewrite'::regclass, r.oid, 'rule', n.nspname::text,
        format('%I on %I.%I', r.rulename, n.nspname, c.relname), pg_get_ruledef(r.oid)
    FROM pg_rewrite r
    JOIN pg_class c ON c.oid = r.ev_class
    JOIN ours n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN'
        AND r.oid NOT IN (SELECT objid FROM definitions WHERE classid = 'pg_rewrite'::regclass)
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 'policy', n.nspname::text,
        format('%I on %I.%I', p.polname, n.nspname, c.relname),
        concat_ws(' ', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid),
            pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_policy p
    JOIN pg_class c ON c.oid = p.polrelid
    JOIN ours n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'pg_collation'::regclass, c.oid, 'collation', n.nspname::text,
        format('%I.%I', n.nspname, c.collname), NULL
    FROM pg_collation c
    JOIN ours n ON n.oid = c.collnamespace
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, s.oid, 'extended statistics', n.nspname::text,
        format('%I.%I', n.nspname, s.stxname), pg_get_statisticsobjdef(s.oid)
    FROM pg_statistic_ext s
    JOIN ours n ON n.oid = s.stxnamespace
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 'operator', n.nspname::text,
        format('%I.%s', n.nspname, o.oprname), NULL
    FROM pg_operator o
    JOIN ours n ON n.oid = o.oprnamespace
    UNION ALL
    SELECT 'pg_opclass'::regclass, o.oid, 'operator class', n.nspname::text,
        format('%I.%I', n.nspname, o.opcname), NULL
    FROM pg_opclass o
    JOIN ours n ON n.oid = o.opcnamespace
    UNION ALL
    SELECT 'pg_ts_config'::regclass, o.oid, 'text search configuration', n.nspname::text,
        format('%I.%I', n.nspname, o.cfgname), NULL
    FROM pg_ts_config o
    JOIN ours n ON n.oid = o.cfgnamespace
    UNION ALL
    -- Objects without a namespace. An extension's version is environment.
    SELECT 'pg_extension'::regclass, e.oid, 'extension', coalesce(n.nspname::text, ''), quote_ident(e.extname), NULL
    FROM pg_extension e
    LEFT JOIN ours n ON n.oid = e.extnamespace
    WHERE e.extname <> 'plpgsql'
    UNION ALL
    SELECT 'pg_event_trigger'::regclass, e.oid, 'event trigger', '', quote_ident(e.evtname), e.evtevent::text
    FROM pg_event_trigger e
    UNION ALL
    SELECT 'pg_publication'::regclass, p.oid, 'publication', '', quote_ident(p.pubname), p.puballtables::text
    FROM pg_publication p
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, s.oid, 'foreign server', '', quote_ident(s.srvname), NULL
    FROM pg_foreign_server s
    UNION ALL
    -- Ordinary roles may not read its oid before 14.
    SELECT 'pg_subscription'::regclass, 0::oid, 'subscription', '', quote_ident(s.subname),
        array_to_string(s.subpublications, ', ')
    FROM pg_subscription s
    WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL
    -- Functions, indexes, triggers and the like that go with an extension (ALTER … DEPENDS ON EXTENSION).
    SELECT 'pg_depend'::regclass, d.objid, 'dependency on an extension', coalesce(i.schema, ''),
        format('%s %s on %s', i.type, i.identity, quote_ident(e.extname)), d.refobjid::text
    FROM pg_depend d
    JOIN pg_extension e ON e.oid = d.refobjid
    CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) i
    WHERE d.deptype = 'x' AND d.refclassid = 'pg_extension'::regclass
    UNION ALL
    -- A key of a partition whose index belongs to a unique index of the parent that is no key.
    SELECT 'pg_inherits'::regclass, c.oid, 'key attached to an index', n.nspname::text,
        format('%I.%I.%I', n.nspname, r.relname, c.conname), i.inhparent::regclass::text
    FROM pg_constraint c
    JOIN pg_class r ON r.oid = c.conrelid
    JOIN ours n ON n.oid = r.relnamespace
    JOIN pg_inherits i ON i.inhrelid = c.conindid
    WHERE c.contype IN ('p', 'u', 'x') AND c.conparentid = 0
    UNION ALL
    -- Rights on members that CREATE EXTENSION did not give, or that were taken: pg_dump keeps them. The
    -- extension tells them.
    SELECT 'pg_init_privs'::regclass, e.oid, 'extension with changed rights on its members',
        coalesce(n.nspname::text, ''), quote_ident(e.extname), r.changed
    FROM pg_extension e
    LEFT JOIN ours n ON n.oid = e.extnamespace
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', one.sign, i.type, i.identity,
                coalesce(one.grantee::regrole::text, 'PUBLIC'), one.privilege_type,
                one.is_grantable), ', '
            ORDER BY i.type, i.identity, one.grantee, one.privilege_type, one.sign) AS changed
        FROM granted g
        CROSS JOIN LATERAL pg_identify_object(g.classid, g.objid, 0) i
        CROSS JOIN LATERAL (
            (SELECT '+' AS sign, nullif(a.grantee, 0) AS grantee, a.privilege_type, a.is_grantable
            FROM aclexplode(g.rights) a WHERE a.grantee <> a.grantor
            EXCEPT ALL
            SELECT '+', nullif(a.grantee, 0), a.privilege_type, a.is_grantable
            FROM aclexplode(g.initial) a WHERE a.grantee <> a.grantor)
            UNION ALL
            (SELECT '-', nullif(a.grantee, 0), a.privilege_type, a.is_grantable
            FROM aclexplode(g.initial) a WHERE a.grantee <> a.grantor
            EXCEPT ALL
            SELECT '-', nullif(a.grantee, 0), a.privilege_type, a.is_grantable
            FROM aclexplode(g.rights) a WHERE a.grantee <> a.grantor)) one
        WHERE g.extension = e.oid) r
    WHERE r.changed IS NOT NULL
), sources AS (
    SELECT s.classid, s.objid, s.classid AS through, s.objid AS through_id FROM strange s
    UNION ALL
    -- A view needs what its rule needs.
    SELECT s.classid, s.objid, 'pg_rewrite'::regclass, r.oid
    FROM strange s
    JOIN pg_rewrite r ON s.classid = 'pg_class'::regclass AND r.ev_class = s.objid
    UNION ALL
    -- A domain, partition or foreign table may have constraints and defaults of its own.
    SELECT s.classid, s.objid, 'pg_constraint'::regclass, c.oid
    FROM strange s
    JOIN pg_constraint c ON s.classid = 'pg_class'::regclass AND c.conrelid = s.objid
), needs AS (
    SELECT u.classid, u.objid, false AS is_dependent, d.refclassid, d.refobjid, d.refobjsubid
    FROM sources u
    JOIN pg_depend d ON d.classid = u.through AND d.objid = u.through_id
    WHERE d.deptype IN ('n', 'a', 'i')
    UNION ALL
    SELECT s.classid, s.objid, false, side.classid, side.objid, 0
    FROM strange s
    JOIN pg_depend d ON s.classid = 'pg_depend'::regclass AND d.objid = s.objid AND d.deptype = 'x'
        AND d.refclassid = 'pg_extension'::regclass
    CROSS JOIN LATERAL (VALUES (d.classid, d.objid), (d.refclassid, d.refobjid)) side (classid, objid)
    UNION ALL
    SELECT s.classid, s.objid, true, d.classid, d.objid, d.objsubid
    FROM (
        SELECT classid, objid, objid AS itself FROM strange
        UNION ALL
        -- Whoever needs an array of a type needs the type.
        SELECT s.classid, s.objid, t.typarray
        FROM strange s
        JOIN pg_type t ON s.classid = 'pg_type'::regclass AND t.oid = s.objid AND t.typarray <> 0
    ) s
    JOIN pg_depend d ON d.refclassid = s.classid AND d.refobjid = s.itself
    WHERE d.deptype IN ('n', 'a', 'i')
)
SELECT s.class, s.namespace, s.name, coalesce(md5(s.definition), '') AS definition_hash,
    b.is_dependent, b.refclassid, b.refobjid, b.refobjsubid
FROM strange s
LEFT JOIN members m ON m.classid = s.classid AND m.objid = s.objid
LEFT JOIN needs b ON b.classid = s.classid AND b.objid = s.objid
WHERE m.objid IS NULL
    AND NOT EXISTS (SELECT FROM definitions v WHERE v.classid = s.classid AND v.objid = s.objid)
ORDER BY s.class, s.name
