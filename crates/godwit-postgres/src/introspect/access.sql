-- Owners other than the reading role, and privileges that differ from what is granted unasked
-- (acldefault, or pg_init_privs for what initdb set).
, owned AS (
    SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid, c.relowner AS owner,
        c.relacl AS acl, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char" AS acl_kind,
        CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
            WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS own_word,
        CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS grant_word,
        format('%I.%I', n.nspname, c.relname) AS name,
        -- The owner of a serial's sequence is that of its table.
        c.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_class'::regclass AND deptype = 'a'
            AND refobjsubid > 0) AS own
    FROM pg_class c
    JOIN ours n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        -- Most have nothing to tell.
        AND (c.relacl IS NOT NULL OR pg_get_userbyid(c.relowner) <> current_user)
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, a.attnum, c.relowner, a.attacl, 'c', NULL, 'TABLE',
        format('%I.%I', n.nspname, c.relname), false
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN ours n ON n.oid = c.relnamespace
    WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped
        AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 0, p.proowner, p.proacl, 'f',
        CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END,
        CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
        format('%I.%I(%s)', n.nspname, p.proname,
            CASE WHEN p.prokind <> 'a' THEN coalesce(s.arguments, oidvectortypes(p.proargtypes))
                ELSE coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*') END), true
    FROM pg_proc p
    JOIN ours n ON n.oid = p.pronamespace
    LEFT JOIN spelled s ON s.oid = p.oid
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl, 'T',
        CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END,
        CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END,
        format('%I.%I', n.nspname, t.typname), true
    FROM pg_type t
    JOIN ours n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('e', 'd', 'r')
        OR (t.typtype = 'c' AND t.typrelid IN (SELECT oid FROM pg_class WHERE relkind = 'c'))
    UNION ALL
    SELECT 'pg_namespace'::regclass, s.oid, 0, s.nspowner, s.nspacl, 'n', 'SCHEMA', 'SCHEMA',
        format('%I', s.nspname), s.nspname <> 'public'
    FROM pg_namespace s
    JOIN ours n ON n.oid = s.oid
    UNION ALL
    SELECT 'pg_collation'::regclass, o.oid, 0, o.collowner, NULL, NULL, 'COLLATION', NULL,
        format('%I.%I', n.nspname, o.collname), true
    FROM pg_collation o
    JOIN ours n ON n.oid = o.collnamespace
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, o.oid, 0, o.stxowner, NULL, NULL, 'STATISTICS', NULL,
        format('%I.%I', n.nspname, o.stxname), true
    FROM pg_statistic_ext o
    JOIN ours n ON n.oid = o.stxnamespace
    UNION ALL
    SELECT 'pg_conversion'::regclass, o.oid, 0, o.conowner, NULL, NULL, 'CONVERSION', NULL,
        format('%I.%I', n.nspname, o.conname), true
    FROM pg_conversion o
    JOIN ours n ON n.oid = o.connamespace
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 0, o.oprowner, NULL, NULL, 'OPERATOR', NULL,
        format('%I.%s (%s, %s)', n.nspname, o.oprname,
            CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
            CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END), true
    FROM pg_operator o
    JOIN ours n ON n.oid = o.oprnamespace
    UNION ALL
    SELECT 'pg_opclass'::regclass, o.oid, 0, o.opcowner, NULL, NULL, 'OPERATOR CLASS', NULL,
        format('%I.%I USING %I', n.nspname, o.opcname, m.amname), true
    FROM pg_opclass o
    JOIN ours n ON n.oid = o.opcnamespace
    JOIN pg_am m ON m.oid = o.opcmethod
    UNION ALL
    SELECT 'pg_opfamily'::regclass, o.oid, 0, o.opfowner, NULL, NULL, 'OPERATOR FAMILY', NULL,
        format('%I.%I USING %I', n.nspname, o.opfname, m.amname), true
    FROM pg_opfamily o
    JOIN ours n ON n.oid = o.opfnamespace
    JOIN pg_am m ON m.oid = o.opfmethod
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, o.oid, 0, o.dictowner, NULL, NULL, 'TEXT SEARCH DICTIONARY', NULL,
        format('%I.%I', n.nspname, o.dictname), true
    FROM pg_ts_dict o
    JOIN ours n ON n.oid = o.dictnamespace
    UNION ALL
    SELECT 'pg_ts_config'::regclass, o.oid, 0, o.cfgowner, NULL, NULL, 'TEXT SEARCH CONFIGURATION', NULL,
        format('%I.%I', n.nspname, o.cfgname), true
    FROM pg_ts_config o
    JOIN ours n ON n.oid = o.cfgnamespace
    UNION ALL
    SELECT 'pg_language'::regclass, o.oid, 0, o.lanowner, o.lanacl, 'l', 'LANGUAGE', 'LANGUAGE',
        format('%I', o.lanname), true
    FROM pg_language o
    UNION ALL
    SELECT 'pg_publication'::regclass, o.oid, 0, o.pubowner, NULL, NULL, 'PUBLICATION', NULL,
        format('%I', o.pubname), true
    FROM pg_publication o
    UNION ALL
    SELECT 'pg_event_trigger'::regclass, o.oid, 0, o.evtowner, NULL, NULL, 'EVENT TRIGGER', NULL,
        format('%I', o.evtname), true
    FROM pg_event_trigger o
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, o.oid, 0, o.srvowner, o.srvacl, 'S', 'SERVER', 'FOREIGN SERVER',
        format('%I', o.srvname), true
    FROM pg_foreign_server o
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, o.oid, 0, o.fdwowner, o.fdwacl, 'F',
        'FOREIGN DATA WRAPPER', 'FOREIGN DATA WRAPPER', format('%I', o.fdwname), true
    FROM pg_foreign_data_wrapper o
), bases AS (
    SELECT o.*, coalesce(
            (SELECT i.initprivs FROM pg_init_privs i
             WHERE i.classoid = o.classid AND i.objoid = o.objid AND i.objsubid = o.objsubid),
            acldefault(o.acl_kind, o.owner)) AS base
    FROM owned o
    WHERE o.acl IS NOT NULL
), entries AS (
    SELECT b.classid, b.objid, b.objsubid, b.grant_word, b.name, b.owner, e.grantee,
        e.privilege_type AS privilege, e.is_grantable AS grantable, true AS present,
        -- Who holds a privilege with grant option may pass it on in an own name.
        CASE WHEN e.grantor = b.owner THEN '' ELSE '@' || pg_get_userbyid(e.grantor) END AS by
    FROM bases b
    CROSS JOIN LATERAL aclexplode(b.acl) e
    UNION ALL
    SELECT b.classid, b.objid, b.objsubid, b.grant_word, b.name, b.owner, e.grantee,
        e.privilege_type, e.is_grantable, false, ''
    FROM bases b
    CROSS JOIN LATERAL aclexplode(b.base) e
), granted AS (
    SELECT e.classid, e.objid, e.objsubid, e.grant_word, e.name, e.grantee,
        coalesce(array_agg(DISTINCT e.privilege || CASE WHEN e.grantable THEN '*' ELSE '' END || e.by)
            FILTER (WHERE e.present), '{}') AS privileges,
        coalesce(array_agg(DISTINCT e.privilege || CASE WHEN e.grantable THEN '*' ELSE '' END)
            FILTER (WHERE NOT e.present), '{}') AS implied
    FROM entries e
    -- An owner's own rights count only where some were taken away; the schema public belongs to a role
    -- that is different from server to server.
    WHERE NOT (e.classid = 'pg_namespace'::regclass AND e.grantee IN (e.owner,
        coalesce((SELECT oid FROM pg_roles WHERE rolname = 'pg_database_owner'), 0)) AND e.grantee <> 0)
    GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT 'owner' AS what, o.classid, o.objid, o.objsubid, NULL AS column_name, NULL::text[] AS path,
    pg_get_userbyid(o.owner)::text AS role, concat(o.own_word, ' ', o.name) AS subject,
    '{}'::text[] AS privileges, '{}'::text[] AS implied
FROM owned o
WHERE o.own AND pg_get_userbyid(o.owner) <> current_user
UNION ALL
-- Columns of views are no objects of their own, but have privileges of their own.
SELECT 'grant', g.classid, g.objid, 0, a.attname::text, NULL,
    CASE WHEN g.grantee = 0 THEN '' ELSE pg_get_userbyid(g.grantee)::text END,
    concat(g.grant_word, ' ', g.name), g.privileges, g.implied
FROM granted g
LEFT JOIN pg_attribute a ON g.objsubid > 0 AND a.attrelid = g.objid AND a.attnum = g.objsubid
WHERE g.privileges <> g.implied
UNION ALL
-- The inner sequence of an identity column is no object of its own; it is named by its column.
SELECT 'inner', d.refclassid, d.refobjid, d.refobjsubid, NULL, NULL,
    CASE WHEN g.grantee = 0 THEN '' ELSE pg_get_userbyid(g.grantee)::text END,
    concat(g.grant_word, ' ', g.name), g.privileges, g.implied
FROM granted g
JOIN pg_depend d ON d.classid = g.classid AND d.objid = g.objid AND d.deptype = 'i'
WHERE g.grant_word = 'SEQUENCE' AND d.refobjsubid > 0 AND g.privileges <> g.implied
UNION ALL
SELECT 'default', 0, 0, 0, NULL, ARRAY[pg_get_userbyid(d.defaclrole)::text, coalesce(ns.nspname::text, ''), objects.word],
    CASE WHEN e.grantee = 0 THEN '' ELSE pg_get_userbyid(e.grantee)::text END, objects.word,
    coalesce(array_agg(DISTINCT e.privilege || CASE WHEN e.grantable THEN '*' ELSE '' END)
        FILTER (WHERE e.present), '{}'),
    coalesce(array_agg(DISTINCT e.privilege || CASE WHEN e.grantable THEN '*' ELSE '' END)
        FILTER (WHERE NOT e.present), '{}')
FROM pg_default_acl d
LEFT JOIN pg_namespace ns ON ns.oid = d.defaclnamespace
CROSS JOIN LATERAL (SELECT CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
    WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS word) objects
CROSS JOIN LATERAL (
    SELECT x.grantee, x.privilege_type AS privilege, x.is_grantable AS grantable, true AS present
    FROM aclexplode(d.defaclacl) x
    UNION ALL
    -- Within a namespace only additions are kept.
    SELECT x.grantee, x.privilege_type, x.is_grantable, false
    FROM aclexplode(acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)) x
    WHERE d.defaclnamespace = 0
) e
GROUP BY d.oid, d.defaclrole, ns.nspname, objects.word, e.grantee
