SELECT 'pg_transform'::regclass::oid AS classid, t.oid AS objid, 'transform' AS kind,
    ARRAY[format('%s LANGUAGE %s', format_type(t.trftype, NULL), l.lanname)] AS path,
    def.text AS core, def.text AS creation, 'CREATE OR REPLACE' || substr(def.text, 7) AS replacement,
    '{}'::text[] AS shape,
    format('TRANSFORM FOR %s LANGUAGE %I', format_type(t.trftype, NULL), l.lanname) AS target,
    '[]'::jsonb AS facets,
    obj_description(t.oid, 'pg_transform') AS comment
FROM pg_transform t
JOIN pg_language l ON l.oid = t.trflang
CROSS JOIN LATERAL (SELECT format('CREATE TRANSFORM FOR %s LANGUAGE %I (%s)', format_type(t.trftype, NULL),
    l.lanname, concat_ws(', ',
        CASE WHEN t.trffromsql <> 0 THEN 'FROM SQL WITH FUNCTION ' || t.trffromsql::oid::regprocedure END,
        CASE WHEN t.trftosql <> 0 THEN 'TO SQL WITH FUNCTION ' || t.trftosql::oid::regprocedure END)) AS text) def
WHERE t.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_transform'::regclass)
