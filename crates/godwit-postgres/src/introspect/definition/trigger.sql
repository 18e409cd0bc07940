-- Clones on partitions belong to the trigger of the parent.
SELECT 'pg_trigger'::regclass::oid AS classid, t.oid AS objid, 'trigger' AS kind,
    ARRAY[n.nspname::text, c.relname::text, t.tgname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('TRIGGER %I ON %I.%I', t.tgname, n.nspname, c.relname) AS target,
    CASE WHEN t.tgenabled = 'O' THEN '[]' ELSE jsonb_build_array(jsonb_build_object('name', 'firing',
        'set', format('ALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname, firing.word, t.tgname),
        'unset', format('ALTER TABLE %I.%I ENABLE TRIGGER %I', n.nspname, c.relname, t.tgname),
        'change', format('ALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname, firing.word, t.tgname),
        'inline', false)) END || clones.facets AS facets,
    obj_description(t.oid, 'pg_trigger') AS comment
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN ours n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS word) firing
CROSS JOIN LATERAL (
    -- A partition's clone may fire otherwise than the parent's trigger, which hands down what it is set
    -- to: with the parent's state in its name, the clone's is set anew when that changes. A comment is not
    -- handed down.
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', own.name, 'set', own.set, 'unset', own.unset,
        'change', own.set, 'inline', false, 'late', jsonb_build_array(jsonb_build_object('kind', 'table',
            'path', jsonb_build_array(pn.nspname, pc.relname)))) ORDER BY own.rank, pn.nspname, pc.relname), '[]') AS facets
    FROM pg_partition_tree(CASE WHEN c.relkind = 'p' THEN c.oid END) part
    JOIN pg_class pc ON pc.oid = part.relid
    JOIN pg_namespace pn ON pn.oid = pc.relnamespace
    JOIN pg_trigger clone ON clone.tgrelid = part.relid AND clone.tgname = t.tgname AND clone.tgparentid <> 0
    LEFT JOIN pg_description d ON d.classoid = 'pg_trigger'::regclass AND d.objoid = clone.oid AND d.objsubid = 0
    CROSS JOIN LATERAL (SELECT CASE clone.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
        WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS word) fires
    CROSS JOIN LATERAL (
        SELECT 0 AS rank, format('firing on %I.%I under %s', pn.nspname, pc.relname, t.tgenabled) AS name,
            format('ALTER TABLE ONLY %I.%I %s TRIGGER %I', pn.nspname, pc.relname, fires.word, clone.tgname) AS set,
            format('ALTER TABLE ONLY %I.%I %s TRIGGER %I', pn.nspname, pc.relname, firing.word, clone.tgname) AS unset
        WHERE clone.tgenabled <> t.tgenabled
        UNION ALL
        SELECT 1, format('comment of %I.%I', pn.nspname, pc.relname),
            format('COMMENT ON TRIGGER %I ON %I.%I IS %L', clone.tgname, pn.nspname, pc.relname, d.description),
            format('COMMENT ON TRIGGER %I ON %I.%I IS NULL', clone.tgname, pn.nspname, pc.relname)
        WHERE d.description IS NOT NULL
    ) own
) clones
CROSS JOIN LATERAL (SELECT pg_get_triggerdef(t.oid) AS text) def
WHERE NOT t.tgisinternal AND t.tgparentid = 0
    AND t.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_trigger'::regclass)
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
