-- Passwords are never read: a mapping made again needs its password set by hand. Options are only seen
-- by whoever may use the mapping.
SELECT 'pg_user_mapping'::regclass::oid AS classid, m.umid AS objid, 'user-mapping' AS kind,
    ARRAY[m.srvname::text, CASE WHEN m.umuser = 0 THEN 'PUBLIC' ELSE m.usename::text END] AS path,
    '' AS core,
    concat(format('CREATE USER MAPPING FOR %s SERVER %I', who.role, m.srvname), options.clause) AS creation,
    NULL AS replacement, '{}'::text[] AS shape,
    format('USER MAPPING FOR %s SERVER %I', who.role, m.srvname) AS target,
    options.facets AS facets,
    NULL AS comment
FROM pg_user_mappings m
CROSS JOIN LATERAL (SELECT CASE WHEN m.umuser = 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END AS role) who
CROSS JOIN LATERAL (
    SELECT ' OPTIONS (' || string_agg(format('%I %L', o.option_name, o.option_value), ', ' ORDER BY o.option_name COLLATE "C") || ')' AS clause,
        coalesce(jsonb_agg(jsonb_build_object('name', 'option ' || o.option_name,
            'set', format('ALTER USER MAPPING FOR %s SERVER %I OPTIONS (ADD %I %L)', who.role, m.srvname, o.option_name, o.option_value),
            'unset', format('ALTER USER MAPPING FOR %s SERVER %I OPTIONS (DROP %I)', who.role, m.srvname, o.option_name),
            'change', format('ALTER USER MAPPING FOR %s SERVER %I OPTIONS (SET %I %L)', who.role, m.srvname, o.option_name, o.option_value),
            'inline', true) ORDER BY o.option_name), '[]') AS facets
    FROM pg_options_to_table(m.umoptions) o
    WHERE o.option_name !~* 'pass|secret'
) options
WHERE m.srvid NOT IN (SELECT objid FROM members WHERE classid = 'pg_foreign_server'::regclass)
