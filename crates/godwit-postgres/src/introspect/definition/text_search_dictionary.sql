SELECT 'pg_ts_dict'::regclass::oid AS classid, d.oid AS objid, 'text-search-dictionary' AS kind,
    ARRAY[n.nspname::text, d.dictname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('TEXT SEARCH DICTIONARY %I.%I', n.nspname, d.dictname) AS target,
    '[]'::jsonb AS facets,
    obj_description(d.oid, 'pg_ts_dict') AS comment
FROM pg_ts_dict d
JOIN ours n ON n.oid = d.dictnamespace
JOIN pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
-- The options are kept as SQL.
CROSS JOIN LATERAL (SELECT format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.nspname,
    d.dictname, tn.nspname, t.tmplname, coalesce(', ' || d.dictinitoption, '')) AS text) def
WHERE d.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_ts_dict'::regclass)
