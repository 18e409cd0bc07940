-- Whatever of tables and indexes has an expression that uses operators outside pg_catalog.
SELECT d.classid, d.objid, 0 AS objsubid,
    'pg_catalog, ' || string_agg(DISTINCT quote_ident(n.nspname), ', ') AS search_path
FROM pg_depend d
JOIN pg_operator o ON o.oid = d.refobjid
JOIN pg_namespace n ON n.oid = o.oprnamespace AND n.nspname <> 'pg_catalog'
WHERE d.refclassid = 'pg_operator'::regclass AND d.refobjid >= 16384
    AND d.classid IN ('pg_constraint'::regclass, 'pg_class'::regclass, 'pg_attrdef'::regclass)
GROUP BY 1, 2
