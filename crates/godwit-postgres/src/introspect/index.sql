SELECT p.nspname::text AS namespace, p.relname::text AS table_name, x.relname::text AS name,
    am.amname::text AS method,
    i.indisunique AS is_unique,
    coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nulls_not_distinct,
    -- The index of a partitioned table is valid once every partition has one attached.
    i.indisvalid OR x.relkind = 'I' AS valid,
    x.relkind = 'I' AS is_only,
    (SELECT ARRAY[pn.nspname::text, pt.relname::text, px.relname::text]
     FROM pg_inherits h
     JOIN pg_class px ON px.oid = h.inhparent
     JOIN pg_index pi ON pi.indexrelid = px.oid
     JOIN pg_class pt ON pt.oid = pi.indrelid
     JOIN pg_namespace pn ON pn.oid = pt.relnamespace
     WHERE h.inhrelid = i.indexrelid) AS parent,
    k.columns, k.expressions, k.collations, k.operator_classes, k.descending, k.nulls_first,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS c (attnum, n)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = c.attnum
        WHERE c.n > i.indnkeyatts
        ORDER BY c.n
    ) AS include,
    i.indpred IS NOT NULL AS partial,
    pg_get_expr(i.indpred, i.indrelid) AS predicate,
    coalesce(x.reloptions, '{}') AS options,
    obj_description(x.oid, 'pg_class') AS comment
FROM indexed p
JOIN pg_index i ON i.indrelid = p.oid
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_am am ON am.oid = x.relam
CROSS JOIN LATERAL (
    SELECT
        array_agg(a.attname::text ORDER BY n) AS columns,
        array_agg(CASE WHEN i.indkey[n - 1] = 0 THEN pg_get_indexdef(i.indexrelid, n, false) END
            ORDER BY n) AS expressions,
        array_agg(CASE WHEN i.indcollation[n - 1] NOT IN (0, coalesce(a.attcollation, t.typcollation))
            THEN (SELECT format('%I.%I', cn.nspname, co.collname)
                FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                WHERE co.oid = i.indcollation[n - 1]) END ORDER BY n) AS collations,
        array_agg(CASE WHEN NOT oc.opcdefault
            THEN CASE WHEN ocn.nspname = 'pg_catalog' THEN quote_ident(oc.opcname)
                ELSE format('%I.%I', ocn.nspname, oc.opcname) END END ORDER BY n) AS operator_classes,
        array_agg(i.indoption[n - 1] & 1 = 1 ORDER BY n) AS descending,
        array_agg(i.indoption[n - 1] & 2 = 2 ORDER BY n) AS nulls_first
    FROM generate_series(1, i.indnkeyatts::int4) AS n
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1]
        AND i.indkey[n - 1] <> 0
    -- The index's own attribute has the type of the expression.
    JOIN pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum = n
    JOIN pg_type t ON t.oid = ia.atttypid
    JOIN pg_opclass oc ON oc.oid = i.indclass[n - 1]
    JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
) k
WHERE i.indislive
    AND i.indexrelid NOT IN (
        SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x') AND conindid <> 0)
