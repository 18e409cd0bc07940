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
CROSS JOIN LATERAL (
    SELECT format('CREATE STATISTICS %I.%I', n.nspname, s.stxname) AS head,
        pg_get_statisticsobjdef(s.oid) AS text
) whole
-- The server keeps columns in the order of their numbers, which tells nothing but a table's past.
CROSS JOIN LATERAL (
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS kept,
        string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C") AS sorted
    FROM pg_attribute a
    WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys::int2[])
) columns
CROSS JOIN LATERAL (SELECT substr(whole.text, length(whole.head) + 1) AS text) tail
CROSS JOIN LATERAL (
    SELECT CASE WHEN columns.kept IS NULL THEN whole.text
        ELSE whole.head || overlay(tail.text PLACING columns.sorted
            FROM strpos(tail.text, ' ON ') + 4 FOR length(columns.kept))
        END AS text
) def
WHERE s.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_statistic_ext'::regclass)
