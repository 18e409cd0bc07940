-- Columns are told by number; those of tables that are not read, by name. Attributes that younger
-- majors added mean the ones of `younger` before: confdelsetcols and indnullsnotdistinct since 15,
-- conperiod and conenforced since 18.
SELECT c.oid, c.conrelid AS relation, c.conname::text AS name,
    c.contype::text AS kind,
    coalesce(c.conkey, '{}') AS columns,
    CASE WHEN i.indnatts > i.indnkeyatts THEN (i.indkey::int2[])[i.indnkeyatts:] ELSE '{}' END AS include,
    c.contype = 'u' AND coalesce(i.nulls_not_distinct, false) AS nulls_not_distinct,
    c.confrelid AS "references",
    coalesce(c.confkey, '{}') AS referenced_columns,
    CASE WHEN c.contype = 'f' AND f.oid IS NULL THEN (
        SELECT ARRAY[n.nspname::text, r.relname::text] || ARRAY(
            SELECT a.attname::text
            FROM unnest(c.confkey) WITH ORDINALITY AS k (attnum, n)
            JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum
            ORDER BY k.n)
        FROM pg_class r
        JOIN pg_namespace n ON n.oid = r.relnamespace
        WHERE r.oid = c.confrelid) END AS foreign_table,
    c.confmatchtype::text AS match_type,
    c.confupdtype::text AS on_update,
    c.confdeltype::text AS on_delete,
    coalesce(c.set_columns, '{}') AS on_delete_columns,
    CASE WHEN c.contype = 'c' THEN pg_get_expr(c.conbin, c.conrelid)
        WHEN c.contype = 'x' THEN pg_get_constraintdef(c.oid) END AS expression,
    c.connoinherit AS no_inherit,
    c.condeferrable AS deferrable,
    c.condeferred AS initially_deferred,
    -- What is not enforced was never checked, and that is all there is to say.
    c.convalidated OR NOT c.enforced AS validated,
    c.enforced,
    c.temporal,
    c.contype IN ('p', 'u', 'x') AND r.relkind = 'p' AS is_only,
    -- Keys name their parent; a check that is only inherited has the name of its parents'.
    CASE WHEN c.conparentid <> 0 OR c.coninhcount > 0 AND NOT c.conislocal THEN (
        SELECT ARRAY[pn.nspname::text, pr.relname::text, pc.conname::text]
        FROM pg_constraint pc
        JOIN pg_class pr ON pr.oid = pc.conrelid
        JOIN pg_namespace pn ON pn.oid = pr.relnamespace
        WHERE pc.oid = c.conparentid AND c.conparentid <> 0
            OR c.conparentid = 0 AND pc.conname = c.conname AND pc.contype = c.contype
                AND pc.conrelid IN (SELECT inhparent FROM pg_inherits WHERE inhrelid = c.conrelid)
        ORDER BY 1
        LIMIT 1) END AS parent,
    x.oid AS index,
    x.reloptions AS index_options,
    -- Only keys that are expressions have such targets. NULL stands for the default since 17.
    CASE WHEN c.contype = 'x' THEN ARRAY(
        SELECT CASE WHEN coalesce(ia.attstattarget, -1) >= 0 THEN ia.attstattarget::int4 END
        FROM pg_attribute ia
        WHERE ia.attrelid = x.oid AND ia.attnum > 0
        ORDER BY ia.attnum) END AS statistics,
    (SELECT s.spcname::text FROM pg_tablespace s WHERE s.oid = x.reltablespace) AS tablespace,
    xd.description AS index_comment,
    d.description AS comment
FROM plain p
CROSS JOIN (SELECT NULL::int2[] AS confdelsetcols, false AS conperiod, true AS conenforced,
    false AS indnullsnotdistinct) younger
JOIN LATERAL (
    SELECT oid, conrelid, conname, contype, conkey, confrelid, confkey, confmatchtype, confupdtype,
        confdeltype, conbin, connoinherit, condeferrable, condeferred, convalidated, conparentid,
        coninhcount, conislocal, conindid, confdelsetcols AS set_columns,
        conperiod AS temporal, conenforced AS enforced
    FROM pg_constraint
    WHERE contype IN ('p', 'u', 'f', 'c', 'x')
) c ON c.conrelid = p.oid
JOIN pg_class r ON r.oid = c.conrelid
LEFT JOIN plain f ON f.oid = c.confrelid
LEFT JOIN pg_class x ON x.oid = c.conindid AND c.contype IN ('p', 'u', 'x')
LEFT JOIN LATERAL (
    SELECT indexrelid, indkey, indnatts, indnkeyatts, indnullsnotdistinct AS nulls_not_distinct
    FROM pg_index
) i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u')
LEFT JOIN pg_description xd ON xd.classoid = 'pg_class'::regclass AND xd.objoid = x.oid AND xd.objsubid = 0
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = c.oid AND d.objsubid = 0
-- A foreign key to a partitioned table has one more on the same table for each partition.
LEFT JOIN pg_constraint above ON above.oid = c.conparentid AND above.conrelid = c.conrelid
WHERE above.oid IS NULL
