-- The version is environment. plpgsql comes with every database.
SELECT 'pg_extension'::regclass::oid AS classid, e.oid AS objid, 'extension' AS kind,
    ARRAY[e.extname::text] AS path,
    format('CREATE EXTENSION %I WITH SCHEMA %I', e.extname, n.nspname) AS core,
    format('CREATE EXTENSION %I WITH SCHEMA %I', e.extname, n.nspname) AS creation,
    CASE WHEN e.extrelocatable THEN format('ALTER EXTENSION %I SET SCHEMA %I', e.extname, n.nspname) END
        AS replacement,
    '{}'::text[] AS shape,
    format('EXTENSION %I', e.extname) AS target,
    '[]'::jsonb AS facets,
    -- The comment comes from the extension's control file.
    NULL AS comment
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname <> 'plpgsql'
