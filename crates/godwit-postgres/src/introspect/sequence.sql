-- An identity column's inner sequence depends on its column internally ('i'); a serial's is owned ('a').
SELECT n.nspname::text AS namespace, c.relname::text AS name,
    format_type(s.seqtypid, NULL) AS data_type,
    s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS min, s.seqmax AS max,
    s.seqcache AS cache, s.seqcycle AS cycle, c.relpersistence = 'u' AS unlogged,
    owner.path AS owned_by,
    obj_description(c.oid, 'pg_class') AS comment
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN ours n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
    SELECT ARRAY[p.nspname::text, p.relname::text, a.attname::text] AS path
    FROM pg_depend d
    JOIN plain p ON p.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
        AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid > 0
) owner ON true
WHERE c.oid NOT IN (
    SELECT objid FROM pg_depend
    WHERE classid = 'pg_class'::regclass
        AND (deptype = 'e' OR (deptype = 'i' AND refobjsubid > 0)))
