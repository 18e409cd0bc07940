SELECT 'pg_statistic_ext'::regclass::oid AS classid, s.oid AS objid, 'statistics' AS kind,
    ARRAY[n.nspname::text, s.stxname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('STATISTICS %I.%I', n.nspname, s.stxname) AS target,
    CASE WHEN coalesce(s.stxstattarget, -1) < 0 THEN '[]' ELSE jsonb_build_array(jsonb_build_object(
        'name', 'target',
        'set', format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, s.stxstattarget),
        'unset', format('ALTER STATISTICS %I.%I SET STATISTICS -1', n.nspname, s.stxname),
        'change', format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, s.stxstattarget),
        'inline', false)) END AS facets,
    obj_description(s.oid, 'pg_statistic_ext') AS comment
FROM pg_statistic_ext s
JOIN ours n ON n.oid = s.stxnamespace
CROSS JOIN LATERAL (SELECT pg_get_statisticsobjdef(s.oid) AS text) def
WHERE s.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_statistic_ext'::regclass)
