SELECT t.oid, n.nspname::text AS namespace, t.typname::text AS name,
    ARRAY(
        SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder
    ) AS labels,
    d.description AS comment
FROM pg_type t
JOIN ours n ON n.oid = t.typnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.typtype = 'e'
    AND t.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass)
