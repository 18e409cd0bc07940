-- What hangs on the temporary tables, in the order it was asked for.
SELECT CASE asked.kind
    WHEN 'column' THEN (
        SELECT pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attrdef d
        JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        WHERE d.adrelid = c.oid AND a.attname = asked.name)
    WHEN 'constraint' THEN (
        SELECT CASE k.contype WHEN 'c' THEN pg_get_expr(k.conbin, k.conrelid)
            ELSE pg_get_constraintdef(k.oid) END
        FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.conname = asked.name)
    WHEN 'key' THEN (
        SELECT pg_get_indexdef(i.indexrelid, 1, false)
        FROM pg_index i
        JOIN pg_class x ON x.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND x.relname = asked.name)
    WHEN 'predicate' THEN (
        SELECT pg_get_expr(i.indpred, i.indrelid)
        FROM pg_index i
        JOIN pg_class x ON x.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND x.relname = asked.name)
    END AS text
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked (kind, table_name, name, n)
JOIN pg_class c ON c.relnamespace = pg_my_temp_schema() AND c.relname = asked.table_name
ORDER BY asked.n
