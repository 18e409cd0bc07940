-- The provider's attributes moved with nearly every major: collcollate and collctype were NOT NULL
-- until 15, colliculocale is of 15 and 16, colllocale since 17, collicurules since 16.
SELECT 'pg_collation'::regclass::oid AS classid, c.oid AS objid, 'collation' AS kind,
    ARRAY[n.nspname::text, c.collname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('COLLATION %I.%I', n.nspname, c.collname) AS target,
    '[]'::jsonb AS facets,
    obj_description(c.oid, 'pg_collation') AS comment
FROM pg_collation c
JOIN ours n ON n.oid = c.collnamespace
CROSS JOIN LATERAL (SELECT to_jsonb(c) AS row) j
CROSS JOIN LATERAL (SELECT format('CREATE COLLATION %I.%I (%s)', n.nspname, c.collname, concat_ws(', ',
    'provider = ' || CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
    CASE WHEN c.collprovider = 'c' THEN format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype)
        ELSE format('locale = %L', coalesce(j.row ->> 'colllocale', j.row ->> 'colliculocale', c.collcollate)) END,
    CASE WHEN NOT c.collisdeterministic THEN 'deterministic = false' END,
    'rules = ' || quote_literal(j.row ->> 'collicurules'))) AS text) def
WHERE c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_collation'::regclass)
