SELECT n.nspname::text AS namespace, t.typname::text AS name,
    ARRAY(
        SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder
    ) AS labels,
    obj_description(t.oid, 'pg_type') AS comment
FROM pg_type t
JOIN ours n ON n.oid = t.typnamespace
WHERE t.typtype = 'e'
    AND t.oid NOT IN (
        SELECT objid FROM pg_depend WHERE classid = 'pg_type'::regclass AND deptype = 'e')
