-- initdb gives the schema public its comment, so it is environment.
SELECT nspname::text AS name,
    nullif(obj_description(oid, 'pg_namespace'),
        CASE WHEN nspname = 'public' THEN 'standard public schema' END) AS comment
FROM ours
