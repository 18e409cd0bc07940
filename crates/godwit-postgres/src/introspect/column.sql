SELECT p.nspname::text AS namespace, p.relname::text AS table_name, a.attname::text AS name,
    row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum)::int4 AS position,
    format_type(a.atttypid, a.atttypmod) AS data_type,
    CASE WHEN en.nspname IS NOT NULL THEN ARRAY[en.nspname::text, e.typname::text] END AS enum_path,
    CASE WHEN a.attcollation NOT IN (0, t.typcollation)
        THEN (SELECT format('%I.%I', cn.nspname, co.collname)
            FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
            WHERE co.oid = a.attcollation) END AS collation,
    a.attnotnull AS not_null,
    nn.conname::text AS not_null_name,
    NOT coalesce(nn.convalidated, true) AS not_valid,
    coalesce(nn.connoinherit, false) AS not_null_no_inherit,
    obj_description(nn.oid, 'pg_constraint') AS not_null_comment,
    a.attinhcount > 0 AND NOT a.attislocal AS inherited,
    a.attidentity::text AS identity,
    a.attgenerated::text AS generated,
    d.oid IS NOT NULL AS has_default,
    pg_get_expr(d.adbin, d.adrelid) AS expression,
    format_type(s.seqtypid, NULL) AS sequence_type,
    s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS min, s.seqmax AS max,
    s.seqcache AS cache, s.seqcycle AS cycle,
    CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN'
        WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END AS strategy,
    -- Compression is of PostgreSQL 14 and younger; the statistics target is NULL for the default since 17.
    CASE to_jsonb(a) ->> 'attcompression' WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
    CASE WHEN coalesce(a.attstattarget, -1) >= 0 THEN a.attstattarget::int4 END AS statistics,
    coalesce(a.attoptions, '{}') AS options,
    col_description(a.attrelid, a.attnum) AS comment
FROM plain p
JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
-- The enum itself, or the one behind an array.
LEFT JOIN pg_type e ON e.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END
    AND e.typtype = 'e'
    AND e.oid NOT IN (
        SELECT objid FROM pg_depend WHERE classid = 'pg_type'::regclass AND deptype = 'e')
LEFT JOIN ours en ON en.oid = e.typnamespace
-- Of tables NOT NULL is a constraint since 18.
LEFT JOIN pg_constraint nn ON nn.contype = 'n' AND nn.conrelid = a.attrelid AND nn.conkey[1] = a.attnum
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_depend i ON a.attidentity <> '' AND i.refclassid = 'pg_class'::regclass
    AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum
    AND i.classid = 'pg_class'::regclass AND i.deptype = 'i'
LEFT JOIN pg_sequence s ON s.seqrelid = i.objid
