-- initdb gives the schema public its comment, so it is environment.
SELECT n.oid, n.nspname::text AS name,
    nullif(d.description, CASE WHEN n.nspname = 'public' THEN 'standard public schema' END) AS comment
FROM ours n
LEFT JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
