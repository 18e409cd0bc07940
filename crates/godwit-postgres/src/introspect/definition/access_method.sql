SELECT 'pg_am'::regclass::oid AS classid, a.oid AS objid, 'access-method' AS kind,
    ARRAY[a.amname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('ACCESS METHOD %I', a.amname) AS target,
    '[]'::jsonb AS facets,
    obj_description(a.oid, 'pg_am') AS comment
FROM pg_am a
CROSS JOIN LATERAL (SELECT format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', a.amname,
    CASE a.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, a.amhandler::regproc) AS text) def
-- Objects of initdb have oids below this number (FirstNormalObjectId).
WHERE a.oid >= 16384
    AND a.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_am'::regclass)
