SELECT 'pg_policy'::regclass::oid AS classid, p.oid AS objid, 'policy' AS kind,
    ARRAY[n.nspname::text, c.relname::text, p.polname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('POLICY %I ON %I.%I', p.polname, n.nspname, c.relname) AS target,
    '[]'::jsonb AS facets,
    obj_description(p.oid, 'pg_policy') AS comment
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN ours n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    -- Role 0 is PUBLIC.
    SELECT string_agg(CASE WHEN role = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', '
        ORDER BY pg_get_userbyid(role)) AS list
    FROM unnest(p.polroles) AS role
) roles
CROSS JOIN LATERAL (SELECT concat(
    format('CREATE POLICY %I ON %I.%I', p.polname, n.nspname, c.relname),
    CASE WHEN NOT p.polpermissive THEN ' AS RESTRICTIVE' END,
    CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
        WHEN 'd' THEN ' FOR DELETE' END,
    ' TO ' || roles.list,
    ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
    ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS text) def
WHERE c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
