-- IS DISTINCT FROM, NULLIF, CASE, IN and JOIN … USING name no operator: made where the operator is not
-- looked for, they would compare by another one.
SELECT d.*,
    CASE WHEN d.core ~ 'DISTINCT FROM|NULLIF|CASE|USING|NATURAL| IN ' THEN sought.path END AS search_path
FROM definitions d
LEFT JOIN (
    SELECT x.classid, x.objid, 'pg_catalog, ' || string_agg(DISTINCT quote_ident(n.nspname), ', ') AS path
    FROM (
        SELECT classid, objid, refobjid
        FROM pg_depend
        WHERE refclassid = 'pg_operator'::regclass
        UNION ALL
        SELECT 'pg_class'::regclass, r.ev_class, e.refobjid
        FROM pg_depend e
        JOIN pg_rewrite r ON r.oid = e.objid AND r.rulename = '_RETURN'
        WHERE e.classid = 'pg_rewrite'::regclass AND e.refclassid = 'pg_operator'::regclass
    ) x
    JOIN pg_operator o ON o.oid = x.refobjid
    JOIN pg_namespace n ON n.oid = o.oprnamespace AND n.nspname <> 'pg_catalog'
    GROUP BY 1, 2
) sought ON sought.classid = d.classid AND sought.objid = d.objid
    AND d.kind IN ('view', 'materialized-view', 'rule', 'policy', 'function', 'procedure')
