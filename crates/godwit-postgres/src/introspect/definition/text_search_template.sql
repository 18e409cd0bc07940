SELECT 'pg_ts_template'::regclass::oid AS classid, t.oid AS objid, 'text-search-template' AS kind,
    ARRAY[n.nspname::text, t.tmplname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('TEXT SEARCH TEMPLATE %I.%I', n.nspname, t.tmplname) AS target,
    '[]'::jsonb AS facets,
    obj_description(t.oid, 'pg_ts_template') AS comment
FROM pg_ts_template t
JOIN ours n ON n.oid = t.tmplnamespace
CROSS JOIN LATERAL (SELECT format('CREATE TEXT SEARCH TEMPLATE %I.%I (%s)', n.nspname, t.tmplname, concat_ws(', ',
    CASE WHEN t.tmplinit <> 0 THEN 'INIT = ' || t.tmplinit END, 'LEXIZE = ' || t.tmpllexize)) AS text) def
WHERE t.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_ts_template'::regclass)
