-- Attributes that younger majors added are read by to_jsonb, so that one text serves 13 to 18:
-- indnullsnotdistinct and confdelsetcols since 15, conperiod and conenforced since 18.
SELECT p.nspname::text AS namespace, p.relname::text AS table_name, c.conname::text AS name,
    c.contype::text AS kind,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(c.conkey) WITH ORDINALITY AS k (attnum, n)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
        ORDER BY k.n
    ) AS columns,
    ARRAY(
        SELECT a.attname::text
        FROM pg_index i
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, n)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE i.indexrelid = c.conindid AND c.contype IN ('p', 'u') AND k.n > i.indnkeyatts
        ORDER BY k.n
    ) AS include,
    c.contype = 'u' AND coalesce(
        (SELECT (to_jsonb(i) ->> 'indnullsnotdistinct')::bool FROM pg_index i
         WHERE i.indexrelid = c.conindid), false) AS nulls_not_distinct,
    CASE WHEN fn.nspname IS NOT NULL
        THEN ARRAY[fn.nspname::text, f.relname::text] END AS references_path,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(c.confkey) WITH ORDINALITY AS k (attnum, n)
        JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum
        ORDER BY k.n
    ) AS referenced_columns,
    c.confmatchtype::text AS match_type,
    c.confupdtype::text AS on_update,
    c.confdeltype::text AS on_delete,
    ARRAY(
        SELECT a.attname::text
        FROM jsonb_array_elements_text(
            CASE jsonb_typeof(j.row -> 'confdelsetcols')
                WHEN 'array' THEN j.row -> 'confdelsetcols' ELSE '[]' END
        ) WITH ORDINALITY AS k (attnum, n)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum::int2
        ORDER BY k.n
    ) AS on_delete_columns,
    CASE WHEN c.contype = 'c' THEN pg_get_expr(c.conbin, c.conrelid)
        WHEN c.contype = 'x' THEN pg_get_constraintdef(c.oid) END AS expression,
    c.connoinherit AS no_inherit,
    c.condeferrable AS deferrable,
    c.condeferred AS initially_deferred,
    -- What is not enforced was never checked, and that is all there is to say.
    c.convalidated OR NOT coalesce((j.row ->> 'conenforced')::bool, true) AS validated,
    coalesce((j.row ->> 'conenforced')::bool, true) AS enforced,
    coalesce((j.row ->> 'conperiod')::bool, false) AS temporal,
    c.contype IN ('p', 'u', 'x') AND r.relkind = 'p' AS is_only,
    parent.path AS parent,
    coalesce(x.reloptions, '{}') AS index_options,
    obj_description(x.oid, 'pg_class') AS index_comment,
    obj_description(c.oid, 'pg_constraint') AS comment
FROM plain p
JOIN pg_class r ON r.oid = p.oid
JOIN pg_constraint c ON c.conrelid = p.oid
-- Keys name their parent; a check that is only inherited has the name of its parents'.
LEFT JOIN LATERAL (
    SELECT ARRAY[pn.nspname::text, pr.relname::text, pc.conname::text] AS path
    FROM pg_constraint pc
    JOIN pg_class pr ON pr.oid = pc.conrelid
    JOIN pg_namespace pn ON pn.oid = pr.relnamespace
    WHERE pc.oid = c.conparentid AND c.conparentid <> 0
        OR c.conparentid = 0 AND c.coninhcount > 0 AND NOT c.conislocal AND pc.conname = c.conname
            AND pc.contype = c.contype
            AND pc.conrelid IN (SELECT inhparent FROM pg_inherits WHERE inhrelid = c.conrelid)
    ORDER BY 1
    LIMIT 1
) parent ON c.conparentid <> 0 OR c.coninhcount > 0 AND NOT c.conislocal
CROSS JOIN LATERAL (SELECT CASE WHEN c.contype = 'f' OR current_setting('server_version_num')::int4 >= 180000
    THEN to_jsonb(c) END AS row) j
LEFT JOIN pg_class f ON f.oid = c.confrelid
LEFT JOIN pg_class x ON x.oid = c.conindid AND c.contype IN ('p', 'u', 'x')
LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
WHERE c.contype IN ('p', 'u', 'f', 'c', 'x')
    -- A foreign key to a partitioned table has one more on the same table for each partition.
    AND NOT EXISTS (SELECT FROM pg_constraint pc
        WHERE pc.oid = c.conparentid AND c.conparentid <> 0 AND pc.conrelid = c.conrelid)
