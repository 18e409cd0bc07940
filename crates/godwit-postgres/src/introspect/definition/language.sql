-- Languages that come with every database are internal, c, sql and plpgsql; others are mostly members
-- of extensions.
SELECT 'pg_language'::regclass::oid AS classid, l.oid AS objid, 'language' AS kind,
    ARRAY[l.lanname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('LANGUAGE %I', l.lanname) AS target,
    '[]'::jsonb AS facets,
    obj_description(l.oid, 'pg_language') AS comment
FROM pg_language l
CROSS JOIN LATERAL (SELECT concat('CREATE ', CASE WHEN l.lanpltrusted THEN 'TRUSTED ' END,
    format('LANGUAGE %I HANDLER %s', l.lanname, l.lanplcallfoid::regproc),
    CASE WHEN l.laninline <> 0 THEN format(' INLINE %s', l.laninline::regproc) END,
    CASE WHEN l.lanvalidator <> 0 THEN format(' VALIDATOR %s', l.lanvalidator::regproc) END) AS text) def
WHERE l.lanispl AND l.lanname <> 'plpgsql'
    AND l.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_language'::regclass)
