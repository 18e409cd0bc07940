-- An identity column's inner sequence depends on its column internally ('i'); a serial's is owned ('a').
SELECT c.oid, n.nspname::text AS namespace, c.relname::text AS name,
    format_type(s.seqtypid, NULL) AS data_type,
    s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS min, s.seqmax AS max,
    s.seqcache AS cache, s.seqcycle AS cycle, c.relpersistence = 'u' AS unlogged,
    coalesce(owner.deptype = 'i', false) AS is_inner,
    -- Before 15 every sequence is permanent.
    coalesce(c.relpersistence <> t.relpersistence, false)
        AND current_setting('server_version_num')::int4 >= 150000 AS differs_in_persistence,
    owner.refobjid AS relation, owner.refobjsubid AS number, a.attname::text AS column_name,
    d.description AS comment
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN ours n ON n.oid = c.relnamespace
LEFT JOIN pg_depend owner ON owner.classid = 'pg_class'::regclass AND owner.objid = c.oid
    AND owner.refclassid = 'pg_class'::regclass AND owner.deptype IN ('a', 'i') AND owner.refobjsubid > 0
LEFT JOIN pg_class t ON t.oid = owner.refobjid
LEFT JOIN pg_attribute a ON a.attrelid = owner.refobjid AND a.attnum = owner.refobjsubid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
