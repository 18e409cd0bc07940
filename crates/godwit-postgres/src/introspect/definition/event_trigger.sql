SELECT 'pg_event_trigger'::regclass::oid AS classid, e.oid AS objid, 'event-trigger' AS kind,
    ARRAY[e.evtname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('EVENT TRIGGER %I', e.evtname) AS target,
    CASE WHEN e.evtenabled = 'O' THEN '[]' ELSE jsonb_build_array(jsonb_build_object('name', 'firing',
        'set', format('ALTER EVENT TRIGGER %I %s', e.evtname, firing.word),
        'unset', format('ALTER EVENT TRIGGER %I ENABLE', e.evtname),
        'change', format('ALTER EVENT TRIGGER %I %s', e.evtname, firing.word),
        'inline', false)) END AS facets,
    obj_description(e.oid, 'pg_event_trigger') AS comment
FROM pg_event_trigger e
JOIN pg_proc p ON p.oid = e.evtfoid
JOIN pg_namespace pn ON pn.oid = p.pronamespace
CROSS JOIN LATERAL (SELECT CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS word) firing
CROSS JOIN LATERAL (SELECT format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %I.%I()',
    e.evtname, e.evtevent,
    CASE WHEN e.evttags IS NOT NULL THEN ' WHEN TAG IN (' || (
        SELECT string_agg(quote_literal(tag), ', ') FROM unnest(e.evttags) AS tag) || ')' ELSE '' END,
    pn.nspname, p.proname) AS text) def
WHERE e.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_event_trigger'::regclass)
