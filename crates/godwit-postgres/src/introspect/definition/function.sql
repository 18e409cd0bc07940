-- Functions, window functions and procedures. The shape holds all that CREATE OR REPLACE refuses to
-- change: kind, result, names and modes of arguments, and that defaults are not taken away.
SELECT 'pg_proc'::regclass::oid AS classid, p.oid AS objid,
    CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
    ARRAY[n.nspname::text, format('%s(%s)', p.proname, oidvectortypes(p.proargtypes))] AS path,
    def.text AS core, def.text AS creation, def.text AS replacement,
    ARRAY[p.prokind::text, coalesce(pg_get_function_result(p.oid), ''), p.proargnames::text,
        p.proargmodes::text, p.pronargdefaults::text, (p.provariadic <> 0)::text] AS shape,
    format('%s %I.%I(%s)', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
        n.nspname, p.proname, coalesce(s.arguments, oidvectortypes(p.proargtypes))) AS target,
    '[]'::jsonb AS facets,
    obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p
JOIN ours n ON n.oid = p.pronamespace
CROSS JOIN LATERAL (
    SELECT rtrim(CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END, E'\n') AS text
) def
LEFT JOIN spelled s ON s.oid = p.oid
WHERE p.prokind <> 'a'
    AND p.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_proc'::regclass)
    -- Constructors of range types go with their type.
    AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'i')
