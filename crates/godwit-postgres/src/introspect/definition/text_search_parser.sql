SELECT 'pg_ts_parser'::regclass::oid AS classid, p.oid AS objid, 'text-search-parser' AS kind,
    ARRAY[n.nspname::text, p.prsname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('TEXT SEARCH PARSER %I.%I', n.nspname, p.prsname) AS target,
    '[]'::jsonb AS facets,
    obj_description(p.oid, 'pg_ts_parser') AS comment
FROM pg_ts_parser p
JOIN ours n ON n.oid = p.prsnamespace
CROSS JOIN LATERAL (SELECT format('CREATE TEXT SEARCH PARSER %I.%I (%s)', n.nspname, p.prsname, concat_ws(', ',
    'START = ' || p.prsstart, 'GETTOKEN = ' || p.prstoken, 'END = ' || p.prsend, 'LEXTYPES = ' || p.prslextype,
    CASE WHEN p.prsheadline <> 0 THEN 'HEADLINE = ' || p.prsheadline END)) AS text) def
WHERE p.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_ts_parser'::regclass)
