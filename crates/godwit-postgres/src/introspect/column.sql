-- Compression is of PostgreSQL 14 and younger: before that, the name means the one of `younger`.
SELECT a.attrelid AS relation, a.attnum AS number, a.attname::text AS name,
    format_type(a.atttypid, a.atttypmod) AS data_type,
    -- The type itself, or the one behind an array.
    CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END AS type,
    CASE WHEN a.attcollation NOT IN (0, t.typcollation)
        THEN (SELECT format('%I.%I', cn.nspname, co.collname)
            FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
            WHERE co.oid = a.attcollation) END AS collation,
    a.attnotnull AS not_null,
    nn.conname::text AS not_null_name,
    NOT coalesce(nn.convalidated, true) AS not_valid,
    coalesce(nn.connoinherit, false) AS not_null_no_inherit,
    nd.description AS not_null_comment,
    a.attinhcount > 0 AND NOT a.attislocal AS inherited,
    a.attidentity::text AS identity,
    a.attgenerated::text AS generated,
    e.oid AS "default",
    pg_get_expr(e.adbin, e.adrelid) AS expression,
    CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN'
        WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END AS strategy,
    CASE a.compression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
    -- The statistics target is NULL for the default since 17.
    CASE WHEN coalesce(a.attstattarget, -1) >= 0 THEN a.attstattarget::int4 END AS statistics,
    a.attoptions AS options,
    d.description AS comment
FROM plain p
CROSS JOIN (SELECT NULL::"char" AS attcompression) younger
JOIN LATERAL (
    SELECT attrelid, attnum, attname, atttypid, atttypmod, attcollation, attnotnull, attinhcount,
        attislocal, attidentity, attgenerated, attstorage, attstattarget, attoptions,
        attcompression AS compression
    FROM pg_attribute
    WHERE attnum > 0 AND NOT attisdropped
) a ON a.attrelid = p.oid
JOIN pg_type t ON t.oid = a.atttypid
-- Of tables NOT NULL is a constraint since 18.
LEFT JOIN pg_constraint nn ON nn.contype = 'n' AND nn.conrelid = a.attrelid AND nn.conkey[1] = a.attnum
LEFT JOIN pg_description nd ON nd.classoid = 'pg_constraint'::regclass AND nd.objoid = nn.oid AND nd.objsubid = 0
LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
