-- The rule that makes a view a view is the view.
SELECT 'pg_rewrite'::regclass::oid AS classid, r.oid AS objid, 'rule' AS kind,
    ARRAY[n.nspname::text, c.relname::text, r.rulename::text] AS path,
    def.text AS core, def.text AS creation,
    'CREATE OR REPLACE RULE' || substr(def.text, length('CREATE RULE') + 1) AS replacement,
    '{}'::text[] AS shape,
    format('RULE %I ON %I.%I', r.rulename, n.nspname, c.relname) AS target,
    CASE WHEN r.ev_enabled = 'O' THEN '[]' ELSE jsonb_build_array(jsonb_build_object('name', 'firing',
        'set', format('ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname, firing.word, r.rulename),
        'unset', format('ALTER TABLE %I.%I ENABLE RULE %I', n.nspname, c.relname, r.rulename),
        'change', format('ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname, firing.word, r.rulename),
        'inline', false)) END AS facets,
    obj_description(r.oid, 'pg_rewrite') AS comment
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN ours n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS word) firing
CROSS JOIN LATERAL (SELECT rtrim(pg_get_ruledef(r.oid), ';') AS text) def
WHERE r.rulename <> '_RETURN'
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
