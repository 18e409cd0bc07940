-- What stands on the temporary tables of this transaction, as the server prints it, with the columns
-- of the same table and the types that it needs; those as JSON, since the driver takes a quoted NULL of
-- an array's text form for NULL.
WITH ours AS (
    SELECT oid FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'
), printed AS (
    SELECT 'pg_attrdef'::regclass::oid AS classid, d.oid AS objid, d.adrelid AS relid,
        a.attname::text AS name, pg_get_expr(d.adbin, d.adrelid) AS text
    FROM ours
    JOIN pg_attrdef d ON d.adrelid = ours.oid
    JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    UNION ALL
    SELECT 'pg_constraint'::regclass, c.oid, c.conrelid, c.conname::text,
        CASE c.contype WHEN 'c' THEN pg_get_expr(c.conbin, c.conrelid) ELSE pg_get_constraintdef(c.oid) END
    FROM ours
    JOIN pg_constraint c ON c.conrelid = ours.oid AND c.contype IN ('c', 'x')
    UNION ALL
    SELECT 'pg_class'::regclass, i.indexrelid, i.indrelid, x.relname::text,
        CASE WHEN i.indpred IS NULL THEN pg_get_indexdef(i.indexrelid, 1, false)
            ELSE pg_get_expr(i.indpred, i.indrelid) END
    FROM ours
    JOIN pg_index i ON i.indrelid = ours.oid
    JOIN pg_class x ON x.oid = i.indexrelid
    -- The index of an exclusion constraint has the constraint's name.
    WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
)
SELECT p.name, p.text,
    array_to_json(ARRAY(
        SELECT DISTINCT a.attname::text
        FROM pg_depend d
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = p.classid AND d.objid = p.objid
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid = p.relid
            AND d.refobjsubid > 0 AND a.attname <> p.name
    ))::text AS columns,
    array_to_json(ARRAY(
        SELECT DISTINCT format('%I.%I', n.nspname, t.typname)
        FROM pg_depend d
        JOIN pg_type t ON t.oid = d.refobjid
        JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE d.classid = p.classid AND d.objid = p.objid
            AND d.refclassid = 'pg_type'::regclass AND t.typtype = 'e'
    ))::text AS enums,
    (
        SELECT 'pg_catalog, ' || string_agg(DISTINCT quote_ident(n.nspname), ', ')
        FROM pg_depend d
        JOIN pg_operator o ON o.oid = d.refobjid
        JOIN pg_namespace n ON n.oid = o.oprnamespace AND n.nspname <> 'pg_catalog'
        WHERE d.classid = p.classid AND d.objid = p.objid AND d.refclassid = 'pg_operator'::regclass
    ) AS search_path
FROM printed p
WHERE starts_with(p.name, $prefix$)
