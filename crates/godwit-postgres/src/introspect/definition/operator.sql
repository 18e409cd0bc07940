-- COMMUTATOR and NEGATOR may name operators that come later: PostgreSQL makes shells of them. Shells
-- (oprcode 0) are not operators yet.
SELECT 'pg_operator'::regclass::oid AS classid, o.oid AS objid, 'operator' AS kind,
    ARRAY[n.nspname::text, format('%s(%s)', o.oprname, arguments.list)] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('OPERATOR %I.%s (%s)', n.nspname, o.oprname, arguments.list) AS target,
    '[]'::jsonb AS facets,
    obj_description(o.oid, 'pg_operator') AS comment
FROM pg_operator o
JOIN ours n ON n.oid = o.oprnamespace
CROSS JOIN LATERAL (SELECT concat(
    CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END, ', ',
    CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END) AS list) arguments
CROSS JOIN LATERAL (SELECT format('CREATE OPERATOR %I.%s (%s)', n.nspname, o.oprname, concat_ws(', ',
    'FUNCTION = ' || o.oprcode::oid::regproc,
    CASE WHEN o.oprleft <> 0 THEN 'LEFTARG = ' || format_type(o.oprleft, NULL) END,
    CASE WHEN o.oprright <> 0 THEN 'RIGHTARG = ' || format_type(o.oprright, NULL) END,
    (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', cn.nspname, c.oprname) FROM pg_operator c
        JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprcom),
    (SELECT format('NEGATOR = OPERATOR(%I.%s)', cn.nspname, c.oprname) FROM pg_operator c
        JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprnegate),
    CASE WHEN o.oprrest <> 0 THEN 'RESTRICT = ' || o.oprrest::oid::regproc END,
    CASE WHEN o.oprjoin <> 0 THEN 'JOIN = ' || o.oprjoin::oid::regproc END,
    CASE WHEN o.oprcanhash THEN 'HASHES' END,
    CASE WHEN o.oprcanmerge THEN 'MERGES' END)) AS text) def
WHERE o.oprcode <> 0
    AND o.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_operator'::regclass)
