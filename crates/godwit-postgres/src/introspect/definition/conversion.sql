SELECT 'pg_conversion'::regclass::oid AS classid, c.oid AS objid, 'conversion' AS kind,
    ARRAY[n.nspname::text, c.conname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('CONVERSION %I.%I', n.nspname, c.conname) AS target,
    '[]'::jsonb AS facets,
    obj_description(c.oid, 'pg_conversion') AS comment
FROM pg_conversion c
JOIN ours n ON n.oid = c.connamespace
CROSS JOIN LATERAL (SELECT format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s',
    CASE WHEN c.condefault THEN 'DEFAULT ' ELSE '' END, n.nspname, c.conname,
    pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc::oid::regproc)
    AS text) def
WHERE c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_conversion'::regclass)
