SELECT 'pg_cast'::regclass::oid AS classid, c.oid AS objid, 'cast' AS kind,
    ARRAY[format('%s AS %s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL))] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('CAST (%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)) AS target,
    '[]'::jsonb AS facets,
    obj_description(c.oid, 'pg_cast') AS comment
FROM pg_cast c
CROSS JOIN LATERAL (SELECT concat(
    format('CREATE CAST (%s AS %s) ', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)),
    CASE c.castmethod WHEN 'i' THEN 'WITH INOUT' WHEN 'b' THEN 'WITHOUT FUNCTION'
        ELSE format('WITH FUNCTION %s', c.castfunc::regprocedure) END,
    CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END) AS text) def
WHERE c.oid >= 16384
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_cast'::regclass)
    -- A range type brings a cast to its multirange.
    AND c.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_cast'::regclass AND deptype = 'i')
