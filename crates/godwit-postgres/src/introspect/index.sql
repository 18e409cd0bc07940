-- Columns are told by number; those of a materialised view, which has no columns of its own in a catalog, by
-- name. What is the same for most keys is told only where it is not.
SELECT i.indexrelid AS oid, i.indrelid AS relation, x.relname::text AS name,
    CASE WHEN r.relkind = 'm' THEN ARRAY[n.nspname::text, r.relname::text] END AS view,
    am.amname::text AS method,
    i.indisunique AS is_unique,
    i.nulls_not_distinct,
    -- The index of a partitioned table is valid once every partition has one attached.
    i.indisvalid OR x.relkind = 'I' AS valid,
    x.relkind = 'I' AS is_only,
    CASE WHEN x.relispartition THEN (
        SELECT ARRAY[pn.nspname::text, pt.relname::text, px.relname::text]
        FROM pg_inherits h
        JOIN pg_class px ON px.oid = h.inhparent
        JOIN pg_index pi ON pi.indexrelid = px.oid
        JOIN pg_class pt ON pt.oid = pi.indrelid
        JOIN pg_namespace pn ON pn.oid = pt.relnamespace
        WHERE h.inhrelid = i.indexrelid) END AS parent,
    (i.indkey::int2[])[0:] AS columns,
    i.indnkeyatts::int4 AS keys,
    CASE WHEN r.relkind = 'm' THEN ARRAY(
        SELECT a.attname::text
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, n)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
        ORDER BY k.n) END AS column_names,
    CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
        SELECT CASE WHEN i.indkey[n - 1] = 0 THEN pg_get_indexdef(i.indexrelid, n, false) END
        FROM generate_series(1, i.indnkeyatts::int4) AS n ORDER BY n) END AS expressions,
    CASE WHEN NOT i.indcollation::oid[] <@ '{0, 100}' OR i.indrelid IN (
            SELECT attrelid FROM pg_attribute WHERE attcollation NOT IN (0, 100) AND attnum > 0) THEN ARRAY(
        SELECT CASE WHEN i.indcollation[n - 1] NOT IN (0, coalesce(a.attcollation, t.typcollation))
            THEN (SELECT format('%I.%I', cn.nspname, co.collname)
                FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                WHERE co.oid = i.indcollation[n - 1]) END
        FROM generate_series(1, i.indnkeyatts::int4) AS n
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1]
            AND i.indkey[n - 1] <> 0
        -- The index's own attribute has the type of the expression.
        JOIN pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum = n
        JOIN pg_type t ON t.oid = ia.atttypid
        ORDER BY n) END AS collations,
    CASE WHEN i.indclass::oid[] && (SELECT array_agg(oid) FROM pg_opclass WHERE NOT opcdefault)
            OR i.indexrelid IN (SELECT attrelid FROM pg_attribute WHERE attoptions IS NOT NULL) THEN ARRAY(
        SELECT CASE WHEN NOT oc.opcdefault OR ia.attoptions IS NOT NULL
            THEN CASE WHEN ocn.nspname = 'pg_catalog' THEN quote_ident(oc.opcname)
                ELSE format('%I.%I', ocn.nspname, oc.opcname) END || coalesce((
                    SELECT ' (' || string_agg(format('%I=%L', split_part(o, '=', 1),
                        substr(o, strpos(o, '=') + 1)), ', ' ORDER BY o) || ')'
                    FROM unnest(ia.attoptions) AS o), '') END
        FROM generate_series(1, i.indnkeyatts::int4) AS n
        JOIN pg_opclass oc ON oc.oid = i.indclass[n - 1]
        JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
        JOIN pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum = n
        ORDER BY n) END AS operator_classes,
    (i.indoption::int2[])[0:] AS orders,
    i.indpred IS NOT NULL AS partial,
    pg_get_expr(i.indpred, i.indrelid) AS predicate,
    x.reloptions AS options,
    -- Only keys that are expressions have such targets. NULL stands for the default since 17.
    CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
        SELECT CASE WHEN coalesce(ia.attstattarget, -1) >= 0 THEN ia.attstattarget::int4 END
        FROM pg_attribute ia
        WHERE ia.attrelid = x.oid AND ia.attnum > 0
        ORDER BY ia.attnum) END AS statistics,
    (SELECT s.spcname::text FROM pg_tablespace s WHERE s.oid = x.reltablespace) AS tablespace,
    d.description AS comment
FROM pg_class r
JOIN ours n ON n.oid = r.relnamespace
-- Since PostgreSQL 15.
CROSS JOIN (SELECT false AS indnullsnotdistinct) younger
JOIN LATERAL (
    SELECT indexrelid, indrelid, indisunique, indisvalid, indkey, indnkeyatts, indexprs, indpred,
        indcollation, indclass, indoption, indnullsnotdistinct AS nulls_not_distinct
    FROM pg_index
    WHERE indislive
) i ON i.indrelid = r.oid
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_am am ON am.oid = x.relam
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = i.indexrelid AND d.objsubid = 0
WHERE r.relkind IN ('r', 'p', 'm')
    AND r.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
    AND i.indexrelid NOT IN (
        SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x') AND conindid <> 0)
